import type { RunReport } from '../../src/report/run.ts'

/** The report of a run that had nothing to do; tests spread it and change what they are about. */
export const REPORT: RunReport = {
  result: 'ok',
  asked: { mode: 'grant', dryRun: false, host: 'api.openai.com' },
  started: Date.UTC(2026, 10, 24, 21, 15, 37),
  ended: Date.UTC(2026, 10, 24, 21, 15, 38),
  requests: 0,
  checkpoints: [],
  counts: { granted: 0, revoked: 0, failed: 0, extra: 0 },
  mistakes: [],
  fault: null,
}
