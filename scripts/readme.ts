import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { replaceBlocks, table } from './markdown.ts'

// Writes the tables of inputs and outputs in the README and docs/ from action.yml, and their
// workflows from examples/. With --check it only compares.
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })

interface Entry {
  description: string
  default?: string
}
const action: { inputs: Record<string, Entry>; outputs: Record<string, Entry> } = parse(
  readFileSync('action.yml', 'utf8'),
)

const docs = globSync('docs/*.md').map(path => path.replaceAll('\\', '/'))
const pages = ['README.md', ...docs.sort()].map(path => {
  const before = readFileSync(path, 'utf8')
  return { path, before, after: generate(path, before) }
})
for (const section of ['inputs', 'outputs']) {
  // A page without its markers would keep an old table.
  if (!pages.some(({ before }) => before.includes(`<!-- ${section} -->`))) {
    throw new Error(`No page has <!-- ${section} --> and <!-- /${section} -->`)
  }
}

const outdated = pages.filter(({ before, after }) => before !== after)
if (outdated.length === 0) {
  console.log('The tables and workflows in README.md and docs/ match action.yml and examples/')
} else if (values.check) {
  const paths = outdated.map(({ path }) => path).join(', ')
  console.error(`Not generated from the current action.yml and examples/: ${paths}`)
  console.error('Run npm run readme')
  process.exitCode = 1
} else {
  for (const { path, after } of outdated) writeFileSync(path, after)
}

/**
 * A page with the content of its markers replaced:
 * - `<!-- inputs -->` and `<!-- outputs -->`: a table of all of them, or of those that are listed
 *   after a colon, as in `<!-- outputs: result changed -->`.
 * - `<!-- example: NAME -->`: a file in examples/.
 */
function generate(path: string, page: string): string {
  try {
    const withTables = [
      ['inputs', inputTable],
      ['outputs', outputTable],
      ['example', codeBlock],
    ] as const
    // A workflow that isn't a file in examples/ isn't tested.
    if (/^ *jobs:/m.test(replaceBlocks(page, 'example', () => ''))) {
      throw new Error('has a workflow outside of <!-- example: … --> and <!-- /example -->')
    }
    return withTables.reduce((text, [name, write]) => replaceBlocks(text, name, write), page)
  } catch (error) {
    throw new Error(`${path} ${error instanceof Error ? error.message : error}`)
  }
}

function inputTable(names: string): string {
  const rows = entries(action.inputs, names).map(([name, entry]) => [
    `\`${name}\``,
    entry.default ? `\`${entry.default}\`` : '',
    entry.description,
  ])
  return table([['Input', 'Default', 'Description'], ...rows])
}

function outputTable(names: string): string {
  const rows = entries(action.outputs, names).map(([name, entry]) => [
    `\`${name}\``,
    entry.description,
  ])
  return table([['Output', 'Description'], ...rows])
}

/** The entries with these names, in that order; all of them if there are no names. */
function entries(all: Record<string, Entry>, names: string): [string, Entry][] {
  if (names === '') return Object.entries(all)
  return names.split(' ').map(name => {
    const entry = all[name]
    if (entry === undefined) throw new Error(`lists ${name}, which action.yml doesn't have`)
    return [name, entry]
  })
}

function codeBlock(name: string): string {
  return `\`\`\`yaml\n${readFileSync(join('examples', name), 'utf8')}\`\`\``
}
