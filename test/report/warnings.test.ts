import { expect, test } from 'vitest'
import { createSanitizer } from '../../src/report/sanitize.ts'
import { warningsOf } from '../../src/report/warnings.ts'
import { REPORT } from './fixtures.ts'

const VERIFICATION = { projectId: 'proj_a', checkpointId: 'ft:a', problem: null, isCertain: true }

/** The titles of the warnings about a model with that date, 90 days before 2027-02-24. */
const titlesFor = (shutdownDate: string) =>
  warningsOf(
    {
      ...REPORT,
      ended: Date.UTC(2026, 10, 26),
      verifications: [{ ...VERIFICATION, model: { ownedBy: 'acme', shutdownDate } }],
    },
    createSanitizer([]),
  ).map(({ title }) => `${title}`)

test.each([
  ['2027-02-23', ['A model will be shut down']],
  ['2027-02-24', []],
  ['2026-11-25', ['A model was shut down']],
])(
  '90 days before 2027-02-24, a model with the shutdown date %s has the warnings %j',
  (date, titles) => {
    expect(titlesFor(date)).toEqual(titles)
  },
)
