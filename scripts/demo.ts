import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startApi } from '../test/support/api.ts'
import { runStep, type StepOptions } from '../test/support/runner.ts'

// Runs the built action against an API on this machine and prints what users would see.
const { values } = parseArgs({
  options: {
    checkpoint: { type: 'string', multiple: true, short: 'c' },
    project: { type: 'string', multiple: true, short: 'p' },
  },
})
const checkpoints = values.checkpoint ?? ['ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd']
const projects = values.project ?? ['proj_web', 'proj_mobile', 'proj_research']
const owner = 'proj_training'
const job = 'ftjob-Wx7pQ2mK'
const kept = [100, 200, 300, 400]
const stepModel = (step: number) => `${checkpoints[0]}:ckpt-step-${step}`

await using api = await startApi({
  projects: [...projects, owner, 'proj_legacy'].map(id => ({
    id,
    name: id.replace(/^proj_/, ''),
    status: id === 'proj_legacy' ? 'archived' : 'active',
  })),
  checkpoints: Object.fromEntries(
    [...checkpoints, ...kept.map(stepModel)].map(id => [id, { owner, shared: [] }]),
  ),
  projectKeys: [owner, ...projects],
  projectKeyOf: owner,
  jobs: {
    [job]: {
      states: ['validating_files', 'queued', 'running', 'running', 'succeeded'],
      ...(checkpoints[0] === undefined ? {} : { fineTunedModel: checkpoints[0] }),
      checkpoints: kept.map(step => ({ step, model: stepModel(step), metrics: lossesAt(step) })),
      events: [
        { message: 'Created fine-tuning job' },
        { message: 'Fine-tuning job started', fromPoll: 2 },
        ...Array.from({ length: 40 }, (_, index) => ({
          message: `Step ${(index + 1) * 10}`,
          type: 'metrics' as const,
          data: { step: (index + 1) * 10, ...lossesAt((index + 1) * 10) },
          fromPoll: 2 + Math.floor(index / 14),
        })),
      ],
    },
  },
  models: { [stepModel(300)]: { projects, ownedBy: 'acme', visibleFromTry: 2 } },
})

heading('A dry run: what would be done')
await show({ 'dry-run': 'true' })
heading('The first run')
await show({})
heading('The same again: nothing changes')
await show({})
heading('With a project that does not exist')
await show({ 'project-ids': [...projects, 'proj_typo'].join('\n') })

heading('After a fine-tuning job: wait, share the best checkpoint, and see that it can be used')
await show(
  {
    'checkpoint-id': '',
    'fine-tuning-job-id': job,
    'job-checkpoints': 'best',
    'api-key': api.projectKey,
    'verify-keys': projects.map(id => `${id}=${api.projectKeys[id]}`).join('\n'),
  },
  // The job's minutes pass in seconds.
  { speed: 60 },
)

/** Losses that fall until the model overfits. */
function lossesAt(step: number) {
  const train = 2.2 * Math.exp(-step / 120) + 0.2
  return { train_loss: train, valid_loss: train + 0.1 + Math.max(0, step - 300) / 250 }
}

async function show(inputs: Record<string, string>, options: StepOptions = {}): Promise<void> {
  const before = api.requests.length
  await using step = await runStep({
    ...options,
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
