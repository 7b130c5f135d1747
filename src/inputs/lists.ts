import { ID_MAX_LENGTH, ID_PATTERN } from '../common/ids.ts'
import type { InputName } from './input-reader.ts'

const QUOTED_LENGTH = 80

/** What to say of a text that does not look like an ID. */
export const NO_ID =
  'is no ID: IDs have letters, digits and . _ : @ + = - and start with a letter or digit'

/** The items of a list: one a line, or separated by commas; a line that starts with # is none. */
export function listItems(value: string): string[] {
  return unique(linesOf(value).flatMap(line => line.split(',')))
}

/** The items of a list, one a line; a line that starts with # is none. */
export function lineItems(value: string): string[] {
  return unique(linesOf(value))
}

function linesOf(value: string): string[] {
  return value.split(/[\r\n]+/).filter(line => !line.trimStart().startsWith('#'))
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items.map(item => item.trim()).filter(item => item !== ''))]
}

/** The two sides of lines of `PROJECT_ID=API_KEY`; a line without `=` is all key. */
export function keyLines(value: string): { projectId: string; key: string }[] {
  return lineItems(value).map(line => {
    const at = line.indexOf('=')
    return { projectId: line.slice(0, Math.max(0, at)).trim(), key: line.slice(at + 1).trim() }
  })
}

/** What is wrong with an ID, null where nothing is. */
export function faultOf(id: string, input: InputName): string | null {
  if (id.length > ID_MAX_LENGTH) {
    return `has ${id.length} characters, and no ID has more than ${ID_MAX_LENGTH}`
  }
  if (!ID_PATTERN.test(id)) {
    return `${noId(id)}${input === 'project-ids' && / /.test(id) ? '; names of projects go into project-names' : ''}`
  }
  if (id.startsWith('ftckpt_')) {
    return "is the ID of a checkpoint object: use that object's fine_tuned_model_checkpoint (ft:…) in checkpoint-id"
  }
  const isForJobs = input === 'fine-tuning-job-id'
  if (id.startsWith('ftjob-') && !isForJobs) {
    return 'is a fine-tuning job: put it into fine-tuning-job-id'
  }
  const isForCheckpoints = input === 'checkpoint-id'
  if (isForJobs && id.startsWith('proj_')) return 'is a project: put it into project-ids'
  if (isForCheckpoints && id.startsWith('proj_')) return 'is a project: put it into project-ids'
  if (!isForCheckpoints && id.startsWith('ft:')) return 'is a checkpoint: put it into checkpoint-id'
  return null
}

/** What to say of a text that is no ID, with the character that is to blame where it may not show. */
function noId(id: string): string {
  const characters = [...id]
  const at = characters.findIndex(character => !/[ -~]/.test(character))
  if (at < 0) return NO_ID
  const code = characters[at]?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')
  return NO_ID.replace(':', ` (character ${at + 1} is U+${code}, which no ID has):`)
}

/** A value as a message quotes it: no more of it than it takes to find it. */
export function quoted(value: string): string {
  return value.length > QUOTED_LENGTH ? `"${value.slice(0, QUOTED_LENGTH)}…"` : `"${value}"`
}
