import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { table } from './markdown.ts'

// Writes README's tables of inputs and outputs from action.yml, and its workflows from examples/.
// With --check it only compares.
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })

interface Entry {
  description: string
  default?: string
}
const action: { inputs: Record<string, Entry>; outputs: Record<string, Entry> } = parse(
  readFileSync('action.yml', 'utf8'),
)

const inputs = Object.entries(action.inputs).map(([name, entry]) => [
  `\`${name}\``,
  entry.default ? `\`${entry.default}\`` : '',
  entry.description,
])
const outputs = Object.entries(action.outputs).map(([name, entry]) => [
  `\`${name}\``,
  entry.description,
])

const before = readFileSync('README.md', 'utf8')
const after = withExamples(
  [
    { section: 'inputs', rows: [['Input', 'Default', 'Meaning'], ...inputs] },
    { section: 'outputs', rows: [['Output', 'Value'], ...outputs] },
  ].reduce((readme, { section, rows }) => replaceSection(readme, section, table(rows)), before),
)

if (before === after) {
  console.log("README's tables and workflows are what action.yml and examples/ say")
} else if (values.check) {
  console.error('README.md is not what action.yml and examples/ say. Run npm run readme')
  process.exitCode = 1
} else {
  writeFileSync('README.md', after)
}

/**
 * Inserts the file named by `<!-- example: NAME -->` before the next `<!-- /example -->`. A
 * workflow that isn't a file in examples/ isn't tested, so it is rejected.
 */
function withExamples(readme: string): string {
  const example = /(<!-- example: (\S+) -->\n).*?(<!-- \/example -->)/gs
  if (/^jobs:/m.test(readme.replaceAll(example, ''))) {
    throw new Error('README.md has a workflow between no <!-- example: … --> and <!-- /example -->')
  }
  return readme.replaceAll(example, (_, start: string, name: string, end: string) => {
    const text = readFileSync(join('examples', name), 'utf8')
    return `${start}\`\`\`yaml\n${text}\`\`\`\n${end}`
  })
}

function replaceSection(readme: string, section: string, content: string): string {
  const [start, end] = [`<!-- ${section} -->`, `<!-- /${section} -->`]
  const from = readme.indexOf(start)
  const to = readme.indexOf(end)
  if (from === -1 || to < from) throw new Error(`README.md has no ${start} … ${end}`)
  return `${readme.slice(0, from + start.length)}\n${content}\n${readme.slice(to)}`
}
