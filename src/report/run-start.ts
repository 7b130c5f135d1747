import { DEFAULT_BASE_URL } from '../api/base-url.ts'
import { pluralize } from '../common/format.ts'
import { REQUESTS_PER_MINUTE } from '../sharing/plan.ts'
import type { SharingEntry } from '../sharing/targets.ts'
import type { Mode } from '../sharing/types.ts'
import type { Log } from './log.ts'

/** What is worth saying at the start of a run. */
export interface RunStartInfo {
  mode: Mode
  dryRun: boolean
  sharingFile: string | null
  baseUrl: URL
}

/** Says what was asked for, and where the key goes where that is not to be expected. */
export function logRunStart(
  { mode, dryRun, sharingFile, baseUrl }: RunStartInfo,
  entries: readonly SharingEntry[],
  { line }: Log,
): void {
  const countOf = (listOf: (entry: SharingEntry) => readonly unknown[]) =>
    new Set(entries.flatMap(entry => [...listOf(entry)])).size
  const some = (number: number, noun: string) => (number === 0 ? [] : [pluralize(number, noun)])
  const checkpoints = countOf(entry => entry.checkpointIds)
  const jobs = countOf(entry => entry.jobIds)
  const projects = countOf(entry => entry.projectIds)
  const names = countOf(entry => entry.projectNames)
  const parts = [
    [...some(checkpoints, 'checkpoint'), ...some(jobs, 'fine-tuning job')].join(' and '),
    [...some(projects, 'project'), ...some(names, 'name')].join(' and '),
  ]
  line`${mode}${dryRun ? ', dry run' : ''}: ${parts.filter(part => part !== '').join(' × ')}`
  if (sharingFile !== null)
    line`As ${sharingFile} says, in ${pluralize(entries.length, 'entry', 'entries')}`
  if (mode !== 'wait' && checkpoints > REQUESTS_PER_MINUTE) {
    const minutes = Math.ceil(checkpoints / REQUESTS_PER_MINUTE)
    line`Listing permissions takes about ${pluralize(minutes, 'minute')} (${REQUESTS_PER_MINUTE} requests per minute)`
  }
  if (baseUrl.href !== DEFAULT_BASE_URL) line`The key goes to ${baseUrl.href}`
}
