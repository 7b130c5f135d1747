import { quoted } from '../common/format.ts'
import type { CheckpointSelector } from '../sharing/jobs/select-checkpoints.ts'
import type { SharingEntry } from '../sharing/targets.ts'
import type { Path, SharingDocument } from './document.ts'

/** Which checkpoints of a job are requested, and on which line. */
interface Place {
  selector: CheckpointSelector
  line: number
}

/** Adds an issue for each checkpoint that two entries certainly share, before any job is read. */
export function checkRepeats(document: SharingDocument, entries: readonly SharingEntry[]): void {
  const lines = new Map<string, number>()
  const jobs = new Map<string, Place[]>()
  for (const [
    index,
    { checkpointIds, jobIds, checkpointSelector: selector },
  ] of entries.entries()) {
    for (const [at, id] of checkpointIds.entries()) {
      const path = ['checkpoints', index, 'checkpoint-id', at]
      const { line } = document.locationOf(path)
      const before = lines.get(id)
      if (before === undefined) lines.set(id, line)
      else addRepeat(document, path, quoted(id), [before, line])
    }
    for (const [at, id] of jobIds.entries()) {
      const path = ['checkpoints', index, 'fine-tuning-job-id', at]
      const place = { selector, line: document.locationOf(path).line }
      const before = jobs.get(id) ?? []
      jobs.set(id, [...before, place])
      const other = before.find(one => commonOf(one.selector, selector) !== null)
      if (other === undefined) continue
      const common = commonOf(other.selector, selector)
      addRepeat(document, path, `${common}${quoted(id)}`, [other.line, place.line])
    }
  }
}

function addRepeat(
  document: SharingDocument,
  path: Path,
  what: string,
  [before, line]: [number, number],
): void {
  document.addIssue(
    path,
    `${what} is listed twice, on lines ${before} and ${line}. Keep it in one entry.`,
  )
}

/** What two selections of a job certainly have in common, as a prefix; null if nothing is certain. */
function commonOf(one: CheckpointSelector, other: CheckpointSelector): string | null {
  if (one === 'all' || other === 'all' || one === other) return ''
  if (typeof one === 'string' || typeof other === 'string') return null
  const step = one.find(each => other.includes(each))
  return step === undefined ? null : `Step ${step} of `
}
