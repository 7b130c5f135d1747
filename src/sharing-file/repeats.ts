import { quoted } from '../common/format.ts'
import type { CheckpointSelector } from '../sharing/jobs/select-checkpoints.ts'
import type { SharingEntry } from '../sharing/targets.ts'
import type { Path, SharingDocument } from './document.ts'

/** Where a job's checkpoints are requested. */
interface Place {
  selector: CheckpointSelector
  line: number
}

/** Notes checkpoints that two entries request, as far as that shows before jobs are read. */
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
  document.addIssue(path, `${what} stands twice: in line ${before} and in line ${line}`)
}

/** What two selections of one job surely have in common, as a prefix; null if that isn't sure. */
function commonOf(one: CheckpointSelector, other: CheckpointSelector): string | null {
  if (one === 'all' || other === 'all' || one === other) return ''
  if (typeof one === 'string' || typeof other === 'string') return null
  const step = one.find(each => other.includes(each))
  return step === undefined ? null : `step ${step} of `
}
