import { type Api, type ApiSetup, type ReceivedRequest, startApi } from '../../test/support/api.ts'
import { runStep, type StepOptions, type StepResult } from '../../test/support/runner.ts'

/** A step to show. */
export interface Scene {
  title: string
  explanation: string
  inputs: Record<string, string>
  options?: StepOptions
  /** What happens in the organization before the step. */
  before?: () => void
}

/** A scene's step, its requests, and the API in the state that it left. */
export interface Played {
  scene: Scene
  step: StepResult
  requests: ReceivedRequest[]
  api: Api
}

const JOB = 'ftjob-Wx7pQ2mK'
const KEPT_STEPS = [100, 200, 300, 400]

/** Runs the scenes in order. Each starts with the state that the previous one left. */
export async function* playScenes(
  checkpoints: readonly string[],
  projects: readonly string[],
): AsyncGenerator<Played, void, void> {
  const unused = (id: string): string => (projects.includes(id) ? unused(`${id}_2`) : id)
  const others = {
    owner: unused('proj_training'),
    agency: unused('proj_agency'),
    billing: unused('proj_billing'),
  }
  await using api = await startApi(organization(checkpoints, projects, others))
  for (const scene of scenes(api, checkpoints, projects, others)) {
    scene.before?.()
    const before = api.requests.length
    await using step = await runStep({
      ...scene.options,
      inputs: { ...scene.inputs, 'base-url': api.baseUrl },
    })
    yield { scene, step, requests: api.requests.slice(before), api }
  }
}

type Others = Record<'owner' | 'agency' | 'billing', string>

function scenes(
  api: Api,
  checkpoints: readonly string[],
  projects: readonly string[],
  { agency, billing }: Others,
): Scene[] {
  const [firstCheckpoint = ''] = checkpoints
  const typo = `${projects.at(-1)}x`
  const key = { 'admin-key': api.adminKey }
  const inputs = { 'checkpoint-id': checkpoints.join('\n'), 'project-ids': projects.join('\n') }
  return [
    {
      title: 'Dry run',
      explanation: 'Shows the plan, and changes nothing.',
      inputs: { ...key, ...inputs, 'dry-run': 'true' },
    },
    {
      title: 'Grant',
      explanation: 'Grants access to the projects that have none yet.',
      inputs: { ...key, ...inputs },
    },
    {
      title: 'Grant again',
      explanation: 'Everything is in place, so nothing is changed.',
      inputs: { ...key, ...inputs },
    },
    {
      title: 'Sync with a revocation',
      explanation: `Meanwhile, ${agency} got access by hand. Sync revokes what isn't requested.`,
      inputs: { ...key, mode: 'sync', ...inputs },
      before: () => void api.grant(firstCheckpoint, agency),
    },
    {
      title: 'Check as a gate',
      explanation: `A release needs access for ${billing} too. The step fails, so the release stops.`,
      inputs: {
        ...key,
        mode: 'check',
        ...inputs,
        'project-ids': [...projects, billing].join('\n'),
      },
    },
    {
      title: 'A mistyped project',
      explanation: `No project has the ID ${typo}. The step fails, but ${billing} gets its access.`,
      inputs: { ...key, ...inputs, 'project-ids': [...projects, billing, typo].join('\n') },
      options: { speed: 10 },
    },
    {
      title: 'An empty secret',
      explanation: 'The job has no access to the secret, so the step stops before any request.',
      inputs: { 'admin-key': '', ...inputs },
    },
    {
      title: 'Wait for a fine-tuning job',
      explanation:
        'Waits for training to end, then shares the best checkpoint. A minute takes a second here.',
      inputs: {
        ...key,
        'api-key': api.projectKey,
        'fine-tuning-job-id': JOB,
        'job-checkpoints': 'best',
        'project-ids': projects.join('\n'),
      },
      options: { speed: 60 },
    },
  ]
}

function organization(
  checkpoints: readonly string[],
  projects: readonly string[],
  { owner, agency, billing }: Others,
): ApiSetup {
  const kept = KEPT_STEPS.map(step => ({
    step,
    model: `${checkpoints[0]}:ckpt-step-${step}`,
    metrics: lossesAt(step),
  }))
  const known = [...checkpoints, ...kept.map(({ model }) => model)]
  return {
    projects: [...projects, owner, agency, billing].map(id => ({ id })),
    checkpoints: Object.fromEntries(known.map(id => [id, { owner }])),
    projectKeyOf: owner,
    jobs: {
      [JOB]: {
        states: ['queued', 'running', 'succeeded'],
        fineTunedModel: checkpoints[0] ?? '',
        checkpoints: kept,
        events: Array.from({ length: 40 }, (_, index) => ({
          message: `Step ${(index + 1) * 10}`,
          type: 'metrics' as const,
          data: { step: (index + 1) * 10, ...lossesAt((index + 1) * 10) },
          fromPoll: 2 + Math.floor(index / 20),
        })),
      },
    },
  }
}

/** Losses that fall until the model overfits. */
function lossesAt(step: number) {
  const train = 2.2 * Math.exp(-step / 120) + 0.2
  return { train_loss: train, valid_loss: train + 0.1 + Math.max(0, step - 300) / 250 }
}
