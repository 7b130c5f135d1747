import { CHECKPOINT } from '../action/setup.ts'
import { type Api, type ApiSetup, startApi } from '../support/api.ts'

/** The fine-tuning job in examples, and its best checkpoint. */
export const JOB = 'ftjob-abc'
export const STEP_MODEL = `${CHECKPOINT}:ckpt-step-200`
/** A checkpoint that no project should use anymore. */
export const RETIRED_CHECKPOINT = 'ft:gpt-4o-mini-2024-07-18:acme:weather-old:A1B2C3D4'

/** An organization with everything that the examples use. */
export function organization(setup: ApiSetup = {}): Promise<Api> {
  const names: Record<string, string> = { proj_prod: 'prod-eu', proj_research: 'Research, EU' }
  const projects = ['proj_train', 'proj_abc', 'proj_def', ...Object.keys(names)]
  const others = ['traffic:C8S0WkRe', 'news:D9T1XlSf']
  return startApi({
    projects: projects.map(id => ({
      id,
      name: names[id] ?? id,
    })),
    checkpoints: Object.fromEntries([
      ...others.map(name => [`ft:gpt-4o-mini-2024-07-18:acme:${name}`, {}]),
      [CHECKPOINT, { owner: 'proj_train' }],
      [STEP_MODEL, { owner: 'proj_train' }],
      [RETIRED_CHECKPOINT, { owner: 'proj_train', shared: ['proj_abc'] }],
    ]),
    jobs: {
      [JOB]: {
        states: ['succeeded'],
        fineTunedModel: CHECKPOINT,
        checkpoints: [
          { step: 100, model: `${CHECKPOINT}:ckpt-step-100`, metrics: { full_valid_loss: 2 } },
          { step: 200, model: STEP_MODEL, metrics: { full_valid_loss: 1 } },
        ],
      },
    },
    modelsFollowPermissions: true,
    projectKeyOf: 'proj_train',
    projectKeys: ['proj_prod'],
    ...setup,
  })
}
