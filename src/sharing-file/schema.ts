import * as v from 'valibot'
import { ID_MAX_LENGTH, ID_PATTERN, invalidIdError, longIdError } from '../common/ids.ts'

const NOT_TEXT = "isn't text. Put it in quotes, or remove it."
const isList = ({ input }: { input: unknown }) => Array.isArray(input)

const idSchemaWith = (forList: string, several: string) =>
  v.pipe(
    v.string(issue => (isList(issue) ? forList : NOT_TEXT)),
    v.maxLength(ID_MAX_LENGTH, ({ input }) => longIdError(input)),
    v.regex(ID_PATTERN, ({ input }) => lineAdvice(input, several) ?? invalidIdError(input)),
  )

/** The error for a string of several lines or items, null if it isn't one. */
function lineAdvice(text: string, several: string): string | null {
  if (/[,\s]/.test(text.trim())) return several
  return /[\r\n]$/.test(text)
    ? "ends with a line break. Write it on the key's line, without |."
    : null
}

/** An ID in the sharing file. */
export const idSchema = idSchemaWith(
  'is a list. Write one ID, without brackets.',
  "isn't a single ID. Write one owning project per entry.",
)

const NESTED = 'has a list inside a list. Write all items in one list.'
// In an input, commas and line breaks separate IDs.
const listedId = idSchemaWith(
  NESTED,
  "isn't a valid ID. Write several IDs as a list, such as [a, b].",
)

const listOf = <T extends v.GenericSchema<string, string>>(item: T, description: string) =>
  v.pipe(
    v.union(
      [item, v.array(item)],
      "isn't text or a list. Write a list, such as [a, b], or put one item in quotes.",
    ),
    v.description(description),
  )

const name = v.pipe(
  v.string(issue => (isList(issue) ? NESTED : NOT_TEXT)),
  v.minLength(1, 'is empty. Remove it.'),
  v.regex(
    /^[^\r\n]*$/,
    ({ input }) =>
      lineAdvice(
        input.replace(/[^\S\r\n]|,/g, ''),
        'has line breaks. Write several names as a list, such as [A, B].',
      ) ?? 'starts with a line break. Remove it.',
  ),
)
const INVALID_STEP = "isn't a step number. Use a whole number, 0 or greater, without quotes."
const step = v.pipe(v.number(INVALID_STEP), v.integer(INVALID_STEP), v.minValue(0, INVALID_STEP))

/** An entry of the sharing file: some checkpoints, and the projects that can use them. */
export const entrySchema = v.strictObject(
  {
    'checkpoint-id': v.optional(
      listOf(listedId, 'IDs of the fine-tuned model checkpoints to share.'),
    ),
    'fine-tuning-job-id': v.optional(
      listOf(listedId, 'IDs of the fine-tuning jobs whose models are shared.'),
    ),
    'job-checkpoints': v.optional(
      v.pipe(
        v.union(
          [
            v.picklist(['final', 'all', 'best']),
            step,
            v.pipe(
              v.array(step),
              v.minLength(1, 'is empty. Use final, all, best, or step numbers.'),
            ),
          ],
          "isn't a valid selection. Use final, all, best, or step numbers without quotes.",
        ),
        v.description('Which checkpoints of the jobs to share: final, all, best, or step numbers.'),
      ),
    ),
    'project-ids': v.optional(
      listOf(listedId, 'IDs of the projects to share with. [] means no projects.'),
    ),
    'project-names': v.optional(
      listOf(
        name,
        'Exact names of active projects, or patterns. * matches any text, and ? any one character. For a literal * or ?, use \\* or \\?.',
      ),
    ),
    'owning-project-id': v.optional(
      v.pipe(
        idSchema,
        v.description('ID of the project that owns the checkpoints. It always has access.'),
      ),
    ),
  },
  "isn't a mapping. Write each entry with keys, such as checkpoint-id.",
)

/** The sharing file. `readEntries` has its own messages for a file that isn't a mapping. */
export const fileSchema = v.strictObject({
  checkpoints: v.pipe(
    v.array(entrySchema, "isn't a list. Start each entry with a dash."),
    v.minLength(1, 'is empty. Add an entry.'),
    v.description(
      'The checkpoints and the projects to share them with. Deleting an entry leaves its access unchanged.',
    ),
  ),
})
