import type { Asked, RunReport } from '../../src/report/run-report.ts'

/** What a run was asked for as a whole. */
export const ASKED: Asked = {
  mode: 'grant',
  dryRun: false,
  exact: false,
  baseUrl: new URL('https://api.openai.com/v1'),
  action: 'OWNER/share-checkpoint@v1',
}

/** The report of a run that had nothing to do; tests spread it and change what they are about. */
export const REPORT: RunReport = {
  result: 'ok',
  asked: ASKED,
  started: Date.UTC(2026, 10, 24, 21, 15, 37),
  ended: Date.UTC(2026, 10, 24, 21, 15, 38),
  requests: 0,
  checkpoints: [],
  counts: { granted: 0, revoked: 0, failed: 0, extra: 0 },
  mistakes: [],
  unplanned: 'Nothing was done',
  problem: null,
  trained: [],
  verifications: [],
}
