import { JOB, WAIT } from '../action/job-setup.ts'
import { CHECKPOINT } from '../action/setup.ts'
import type { Api, ApiSetup, JobState } from '../support/api.ts'
import {
  startTokenService,
  type TokenService,
  type TokenServiceSetup,
} from '../support/token-service.ts'
import { runInVirtualTime, type VirtualStep } from '../support/virtual-step.ts'

/** The service account of the project that owns JOB. */
export const TRAINER = 'svcacct_train'

/** A step with service accounts, in virtual time, and the services for their tokens. */
export interface KeylessRun extends VirtualStep {
  tokens: TokenService
  /** How many requests a token service received. */
  countTokens(service: 'github' | 'exchange'): number
}

/** What a step with service accounts starts with. */
export interface KeylessOptions {
  setup?: ApiSetup
  tokens?: Partial<TokenServiceSetup>
  inputs?: Record<string, string | readonly string[]>
  /** Called before the step starts. */
  before?: (api: Api, tokens: TokenService) => void
}

/** JOB, which produces CHECKPOINT after that many status checks. */
export const jobAfter = (polls: number): ApiSetup => ({
  jobs: {
    [JOB]: {
      states: [...Array.from({ length: polls }, (): JobState => 'running'), 'succeeded'],
      fineTunedModel: CHECKPOINT,
    },
  },
})

/** The inputs of a step that waits for JOB as TRAINER. */
export const WAIT_KEYLESS = {
  ...WAIT,
  'fine-tuning-job-id': JOB,
  'service-account-id': TRAINER,
  'wait-timeout-minutes': '300',
}

/** Runs the step in virtual time, waiting for JOB by default. */
export async function runKeyless({
  setup = jobAfter(0),
  tokens: tokenSetup = {},
  inputs = WAIT_KEYLESS,
  before,
}: KeylessOptions = {}): Promise<KeylessRun> {
  let tokens: TokenService | undefined
  const run = await runInVirtualTime(() => setup, inputs, {
    prepare: async (api, now) => {
      const accounts = { [TRAINER]: 'proj_training', svcacct_0: 'proj_0', svcacct_1: 'proj_1' }
      tokens = await startTokenService(api, { accounts, now, ...tokenSetup })
      before?.(api, tokens)
      const { env, inputs: given, issued, requestToken } = tokens
      return { env, inputs: given, issued, secrets: [requestToken] }
    },
  })
  if (tokens === undefined) throw new Error('the token service did not start')
  const { requests } = tokens
  return {
    ...run,
    tokens,
    countTokens: service => requests.filter(request => request.service === service).length,
    async [Symbol.asyncDispose]() {
      await run[Symbol.asyncDispose]()
      await tokens?.[Symbol.asyncDispose]()
    },
  }
}
