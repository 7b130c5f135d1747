import { DEFAULT_BASE_URL, DEFAULT_TOKEN_URL } from '../api/base-url.ts'
import { pluralize } from '../common/format.ts'
import type { IdentityProvider } from '../identity/settings.ts'
import { REQUESTS_PER_MINUTE } from '../sharing/plan.ts'
import type { SharingEntry } from '../sharing/targets.ts'
import type { Mode } from '../sharing/types.ts'
import type { Log } from './log.ts'

/** What the first lines of the log report. */
export interface RunStartInfo {
  mode: Mode
  dryRun: boolean
  sharingFile: string | null
  baseUrl: URL
  /** Null if there are no service accounts. */
  identityProvider: IdentityProvider | null
}

/** Logs what was requested, how long listing takes if that's long, and an unusual host. */
export function logRunStart(
  { mode, dryRun, sharingFile, baseUrl, identityProvider }: RunStartInfo,
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
    [...some(projects, 'project'), ...some(names, 'project name')].join(' and '),
  ]
  line`${dryRun ? `${mode} (dry run)` : mode}: ${parts.filter(part => part !== '').join(sharingFile === null ? ' × ' : ', ')}`
  if (sharingFile !== null) {
    line`Using ${sharingFile} (${pluralize(entries.length, 'entry', 'entries')})`
  }
  if (mode !== 'wait' && checkpoints > REQUESTS_PER_MINUTE) {
    const minutes = Math.ceil(checkpoints / REQUESTS_PER_MINUTE)
    line`Listing permissions takes about ${pluralize(minutes, 'minute')} (${REQUESTS_PER_MINUTE} requests per minute)`
  }
  if (baseUrl.href !== DEFAULT_BASE_URL) line`Sending API keys to ${baseUrl.href}`
  const tokenUrl = identityProvider?.tokenUrl
  if (tokenUrl !== undefined && tokenUrl.host !== new URL(DEFAULT_TOKEN_URL).host) {
    line`Sending GitHub OIDC tokens to ${tokenUrl.href}`
  }
}
