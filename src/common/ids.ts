import { formatCodePoint } from './format.ts'

/**
 * The form of IDs, in inputs and in responses: IDs go into paths, logs, and outputs. Hosts other
 * than OpenAI's have their own ID formats, so no prefix is required.
 */
export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._:@+=-]*$/

/** The maximum length of an ID, in characters. */
export const ID_MAX_LENGTH = 256

const RULE = 'IDs contain only letters, digits, and . _ : @ + = - and start with a letter or digit.'

/**
 * What is wrong with an ID in an input or a key of the sharing file, and the fix; null if nothing
 * is. It continues a sentence that starts with the ID.
 */
export function idError(id: string, input: string): string | null {
  if (id.length > ID_MAX_LENGTH) return longIdError(id)
  if (!ID_PATTERN.test(id)) return invalidIdError(id)
  if (id.startsWith('ftckpt_')) {
    return "is the ID of a checkpoint object. Use the object's fine_tuned_model_checkpoint (ft:…) in checkpoint-id."
  }
  const isForJobs = input === 'fine-tuning-job-id'
  if (id.startsWith('ftjob-') && !isForJobs) {
    return 'is a fine-tuning job. Move it to fine-tuning-job-id.'
  }
  const isForCheckpoints = input === 'checkpoint-id'
  if (isForJobs && id.startsWith('proj_')) return 'is a project. Move it to project-ids.'
  if (isForCheckpoints && id.startsWith('proj_')) return 'is a project. Move it to project-ids.'
  if (!isForCheckpoints && id.startsWith('ft:')) return 'is a checkpoint. Move it to checkpoint-id.'
  return null
}

/** The keys of a sharing file that hold IDs. */
export type IdKey = 'checkpoint-id' | 'fine-tuning-job-id' | 'project-ids' | 'owning-project-id'

/** As `idError`, for an ID in a sharing file, which must not contain a key. */
export function fileIdError(id: string, key: IdKey): string | null {
  return id.startsWith('sk-')
    ? 'looks like an API key. Remove it from the file, and revoke the key.'
    : idError(id, key)
}

/** `idError` for an ID that is too long. */
export function longIdError(id: string): string {
  return `has ${id.length} characters, but an ID has at most ${ID_MAX_LENGTH}. Check that it's a single ID.`
}

/** `idError` for a value that isn't an ID. It names the first character that may be invisible. */
export function invalidIdError(id: string): string {
  const characters = [...id]
  const at = characters.findIndex(character => !/[ -~]/.test(character))
  const check =
    at < 0 ? '' : ` Check character ${at + 1} (${formatCodePoint(characters[at] ?? '')}).`
  return `isn't a valid ID.${check} ${RULE}`
}
