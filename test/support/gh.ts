/**
 * A stand-in for GitHub's command line, `gh api`, with the options that this repository's workflows
 * use. It sends requests to `GITHUB_API_URL`, which GitHub's own doesn't.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    paginate: { type: 'boolean' },
    silent: { type: 'boolean' },
    method: { type: 'string' },
    field: { type: 'string', multiple: true },
    jq: { type: 'string' },
  },
})
const [command, path, ...rest] = positionals
if (command !== 'api' || path === undefined || rest.length > 0)
  fail(`unknown command: ${positionals}`)
const token = process.env.GH_TOKEN
if (!token)
  fail('To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable')

const fields = values.field?.map(field => {
  const [name = '', value = ''] = field.split(/=(.*)/s)
  return [name, value.startsWith('@') ? readFileSync(value.slice(1), 'utf8') : value]
})
const body = fields && JSON.stringify(Object.fromEntries(fields))

for (let url: string | undefined = `${process.env.GITHUB_API_URL}/${path}`; url; ) {
  const response: Response = await fetch(url, {
    method: values.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { authorization: `token ${token}` },
    ...(body !== undefined && { body }),
  })
  const text = await response.text()
  if (!response.ok) fail(`${JSON.parse(text).message} (HTTP ${response.status})`)
  if (!values.silent)
    process.stdout.write(values.jq === undefined ? text : filtered(text, values.jq))
  const next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1]
  url = values.paginate ? next : undefined
}

/** The output of jq, whose language gh's own interpreter has, too. */
function filtered(text: string, filter: string): string {
  const { status, stdout, stderr } = spawnSync('jq', ['--raw-output', filter], {
    input: text,
    encoding: 'utf8',
  })
  return status === 0 ? stdout : fail(stderr)
}

function fail(message: string): never {
  console.error(`gh: ${message}`)
  process.exit(1)
}
