import type { RunReport, RunSettings } from '../../src/report/run-report.ts'

/** The settings of a whole run. */
export const SETTINGS: RunSettings = {
  mode: 'grant',
  dryRun: false,
  exact: false,
  baseUrl: new URL('https://api.openai.com/v1'),
  action: 'OWNER/share-checkpoint@v1',
}

/** The report of a run that had nothing to do; tests spread it and change what they test. */
export const REPORT: RunReport = {
  result: 'ok',
  settings: SETTINGS,
  started: Date.UTC(2026, 10, 24, 21, 15, 37),
  ended: Date.UTC(2026, 10, 24, 21, 15, 38),
  requests: 0,
  plans: [],
  counts: { granted: 0, revoked: 0, failed: 0, extra: 0 },
  issues: [],
  failureHeadline: null,
  outputsFailed: false,
  problem: null,
  jobs: [],
  verifications: [],
}
