import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startApi } from '../test/support/api.ts'
import { runStep } from '../test/support/runner.ts'

// Runs the built action against an API on this machine and shows what people would see of it.
const { values } = parseArgs({
  options: {
    checkpoint: { type: 'string', multiple: true, short: 'c' },
    project: { type: 'string', multiple: true, short: 'p' },
  },
})
const checkpoints = values.checkpoint ?? ['ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd']
const projects = values.project ?? ['proj_web', 'proj_mobile', 'proj_research']
const owner = 'proj_training'

await using api = await startApi({
  projects: [...projects, owner, 'proj_legacy'].map(id => ({
    id,
    name: id.replace(/^proj_/, ''),
    status: id === 'proj_legacy' ? 'archived' : 'active',
  })),
  checkpoints: Object.fromEntries(checkpoints.map(id => [id, { owner, shared: [] }])),
})

heading('A dry run: what would be done')
await show({ 'dry-run': 'true' })
heading('The first run')
await show({})
heading('The same again: nothing changes')
await show({})
heading('With a project that does not exist')
await show({ 'project-ids': [...projects, 'proj_typo'].join('\n') })

async function show(inputs: Record<string, string>): Promise<void> {
  const before = api.requests.length
  await using step = await runStep({
    inputs: {
      'admin-key': api.adminKey,
      'checkpoint-id': checkpoints.join('\n'),
      'project-ids': projects.join('\n'),
      'base-url': api.baseUrl,
      ...inputs,
    },
  })
  section('Log')
  console.log(step.log.trim())
  section('Outputs')
  for (const [name, value] of Object.entries(step.outputs)) console.log(`${name}=${value}`)
  section('Summary, as Markdown')
  console.log(readFileSync(step.outputs['summary-file'] ?? '', 'utf8').trim())
  section('What the API got')
  for (const { method, path, body, status } of api.requests.slice(before)) {
    console.log(
      `${method} ${path} ${body === undefined ? '' : `${JSON.stringify(body)} `}→ ${status}`,
    )
  }
  console.log(`\nThe step ${step.exitCode === 0 ? 'succeeded' : 'failed'}.`)
}

function heading(text: string): void {
  console.log(`\n${'═'.repeat(text.length)}\n${text}\n${'═'.repeat(text.length)}`)
}

function section(text: string): void {
  console.log(`\n── ${text}`)
}
