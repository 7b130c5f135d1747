import type { ClientPool } from '../api/client-pool.ts'
import type { Clock } from '../common/clock.ts'
import type { Inputs } from '../inputs/inputs.ts'
import type { Env } from '../inputs/raw-inputs.ts'
import type { ReportContext } from '../report/report.ts'
import type { Credentials } from './credentials.ts'

/** What a run needs from its environment. */
export interface RunDeps {
  env: Env
  clock: Clock
  /** Returns a number from 0 up to but not including 1. */
  random: () => number
  /** Aborts when the step is cancelled. */
  cancelled: AbortSignal
}

/** What a run needs once its inputs are valid. */
export interface RunContext extends RunDeps {
  inputs: Inputs
  reportContext: ReportContext
  clients: ClientPool
  /** Aborts when the run has its outcome, so nothing optional goes on after that. */
  ended: AbortSignal
  credentials: Credentials
}
