import { formatCodePoint } from './format.ts'

/**
 * What an ID may look like, in inputs and in answers: IDs go into paths, logs and outputs. Hosts
 * other than OpenAI's have their own forms, so no prefix is asked for.
 */
export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._:@+=-]*$/

/** The most characters of an ID. */
export const ID_MAX_LENGTH = 256

/** What to say of a text that does not look like an ID. */
export const INVALID_ID =
  'is no ID: IDs have letters, digits and . _ : @ + = - and start with a letter or digit'

/** What is wrong with an ID, null where nothing is. */
export function idError(id: string, input: string): string | null {
  if (id.length > ID_MAX_LENGTH) {
    return `has ${id.length} characters, and no ID has more than ${ID_MAX_LENGTH}`
  }
  if (!ID_PATTERN.test(id)) {
    return invalidIdMessage(id)
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
function invalidIdMessage(id: string): string {
  const characters = [...id]
  const at = characters.findIndex(character => !/[ -~]/.test(character))
  if (at < 0) return INVALID_ID
  const code = formatCodePoint(characters[at] ?? '')
  return INVALID_ID.replace(':', ` (character ${at + 1} is ${code}, which no ID has):`)
}
