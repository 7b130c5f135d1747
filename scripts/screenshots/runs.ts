import { readFileSync } from 'node:fs'
import { type Api, type ApiSetup, startApi } from '../../test/support/api.ts'
import { runStep, type StepOptions } from '../../test/support/runner.ts'

const BASE = 'ft:gpt-4o-mini-2024-07-18:acme'
const WEATHER = `${BASE}:weather:B7R9VjQd`
const TRIAGE = `${BASE}:triage:C1kPz4Wn`
const ROUTING = `${BASE}:routing:Bx83mTqL`
const OWNER = 'proj_training'
const JOB = 'ftjob-Wx7pQ2mKc4LzT9dN'
const NAMES = {
  proj_8HkWzQ2mVbT4: 'Website',
  proj_Jp6RcX9nLd3s: 'Mobile app',
  proj_mT5yGf0KwE7a: 'Research, EU',
  [OWNER]: 'Training',
}
const PROJECTS = Object.keys(NAMES).filter(id => id !== OWNER)
const [WEBSITE = '', MOBILE = '', RESEARCH = ''] = PROJECTS

/** Runs of the built action against an API on this machine, each with its summary's Markdown. */
export const RUNS: Record<string, () => Promise<string>> = {
  share: () => run({ shared: { [WEATHER]: [WEBSITE] } }, { 'checkpoint-id': WEATHER }),
  failure: () =>
    run(
      {},
      {
        'checkpoint-id': WEATHER,
        'project-ids': [WEBSITE, MOBILE, 'proj_Jp6RcX9nLd3z', RESEARCH].join('\n'),
      },
    ),
  matrix: () =>
    run(
      { shared: { [WEATHER]: PROJECTS, [TRIAGE]: [RESEARCH], [ROUTING]: [WEBSITE, 'proj_old'] } },
      {
        mode: 'sync',
        'checkpoint-id': [WEATHER, TRIAGE, ROUTING].join('\n'),
        'project-ids': [...PROJECTS, OWNER].join('\n'),
        'owning-project-id': OWNER,
      },
    ),
  training: () =>
    run(
      {},
      { 'fine-tuning-job-id': JOB, 'job-checkpoints': 'best' },
      // The job's minutes pass in seconds.
      { speed: 60 },
    ),
}

/** The summary of a step that shares with the projects by name, unless its inputs override that. */
async function run(
  { shared = {} }: { shared?: Record<string, string[]> },
  inputs: Record<string, string>,
  options: StepOptions = {},
): Promise<string> {
  await using api: Api = await startApi(organization(shared))
  const isTraining = inputs['fine-tuning-job-id'] !== undefined
  const byName = PROJECTS.map(id => NAMES[id as keyof typeof NAMES]).join('\n')
  await using step = await runStep({
    ...options,
    inputs: {
      'admin-key': api.adminKey,
      'base-url': api.baseUrl,
      ...(isTraining ? { 'api-key': api.projectKey } : {}),
      ...(inputs['project-ids'] === undefined ? { 'project-names': byName } : {}),
      ...inputs,
    },
  })
  return readFileSync(step.outputs['summary-file'] ?? '', 'utf8')
}

function organization(shared: Record<string, string[]>): ApiSetup {
  const kept = [100, 200, 300, 400].map(step => ({
    step,
    model: step === 400 ? WEATHER : `${WEATHER}:ckpt-step-${step}`,
    metrics: lossesAt(step),
  }))
  const checkpoints = [WEATHER, TRIAGE, ROUTING, ...kept.map(({ model }) => model)]
  return {
    projects: Object.entries(NAMES).map(([id, name]) => ({ id, name })),
    checkpoints: Object.fromEntries(
      checkpoints.map(id => [id, { owner: OWNER, shared: shared[id] ?? [] }]),
    ),
    projectKeyOf: OWNER,
    jobs: {
      [JOB]: {
        project: OWNER,
        states: ['queued', 'running', 'running', 'succeeded'],
        fineTunedModel: WEATHER,
        checkpoints: kept,
        events: Array.from({ length: 40 }, (_, index) => ({
          message: `Step ${(index + 1) * 10}`,
          type: 'metrics' as const,
          data: { step: (index + 1) * 10, ...lossesAt((index + 1) * 10) },
          fromPoll: 1 + Math.floor(index / 14),
        })),
      },
    },
  }
}

/** Losses that fall until the model overfits. */
function lossesAt(step: number) {
  const train = 2.2 * Math.exp(-step / 120) + 0.2 + Math.sin(step) / 40
  const valid = 2.1 * Math.exp(-step / 120) + 0.35 + Math.max(0, step - 300) / 600
  return { train_loss: train, valid_loss: valid, full_valid_loss: valid }
}
