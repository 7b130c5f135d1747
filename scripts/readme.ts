import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { table } from './markdown.ts'

// Writes README's tables of inputs and outputs from action.yml; with --check it only compares.
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
const after = [
  { section: 'inputs', rows: [['Input', 'Default', 'Meaning'], ...inputs] },
  { section: 'outputs', rows: [['Output', 'Value'], ...outputs] },
].reduce((readme, { section, rows }) => replaced(readme, section, table(rows)), before)

if (before === after) {
  console.log("README's tables are what action.yml says")
} else if (values.check) {
  console.error("README's tables are not what action.yml says. Run npm run readme")
  process.exitCode = 1
} else {
  writeFileSync('README.md', after)
}

function replaced(readme: string, section: string, content: string): string {
  const [start, end] = [`<!-- ${section} -->`, `<!-- /${section} -->`]
  const from = readme.indexOf(start)
  const to = readme.indexOf(end)
  if (from === -1 || to < from) throw new Error(`README.md has no ${start} … ${end}`)
  return `${readme.slice(0, from + start.length)}\n${content}\n${readme.slice(to)}`
}
