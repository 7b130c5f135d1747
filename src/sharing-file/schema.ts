import * as v from 'valibot'
import { ID_MAX_LENGTH, ID_PATTERN, INVALID_ID } from '../common/ids.ts'

const NO_TEXT = 'is not text: put it in quotes'
const isList = ({ input }: { input: unknown }) => Array.isArray(input)

const idSchemaWith = (forList: string, several: string) =>
  v.pipe(
    v.string(issue => (isList(issue) ? forList : NO_TEXT)),
    v.maxLength(ID_MAX_LENGTH, `has more than the ${ID_MAX_LENGTH} characters of an ID`),
    v.regex(ID_PATTERN, ({ input }) => lineAdvice(input, several) ?? INVALID_ID),
  )

/** What to write in place of a text of several lines or items, null if it isn't one. */
function lineAdvice(text: string, several: string): string | null {
  if (/[,\s]/.test(text.trim())) return several
  return /[\r\n]$/.test(text)
    ? "ends with a line break. Write it on the key's line, without |."
    : null
}

/** An ID in the sharing file. */
export const idSchema = idSchemaWith(
  "isn't one ID. Write it without brackets.",
  "isn't one ID. An entry has one owning project.",
)

const NESTED = 'is in another list. Write all items in one list.'
// In an input, commas and lines make several of one text.
const listedId = idSchemaWith(NESTED, "isn't a valid ID. Write several as a list, such as [a, b].")

const listOf = <T extends v.GenericSchema<string, string>>(item: T, description: string) =>
  v.pipe(
    v.union([item, v.array(item)], 'is neither text nor a list of texts'),
    v.description(description),
  )

const name = v.pipe(
  v.string(issue => (isList(issue) ? NESTED : NO_TEXT)),
  v.minLength(1, 'is empty'),
  v.regex(
    /^[^\r\n]*$/,
    ({ input }) =>
      lineAdvice(
        input.replace(/[^\S\r\n]|,/g, ''),
        'has line breaks. Write several as a list, such as [A, B].',
      ) ?? 'starts with a line break. Remove it.',
  ),
)
const INVALID_STEP = 'is no step number'
const step = v.pipe(v.number(INVALID_STEP), v.integer(INVALID_STEP), v.minValue(0, INVALID_STEP))

/** One entry of the sharing file: who may use some checkpoints. */
export const entrySchema = v.strictObject(
  {
    'checkpoint-id': v.optional(listOf(listedId, 'IDs of fine-tuned model checkpoints')),
    'fine-tuning-job-id': v.optional(
      listOf(listedId, 'IDs of fine-tuning jobs whose models are shared'),
    ),
    'job-checkpoints': v.optional(
      v.pipe(
        v.union(
          [
            v.picklist(['final', 'all', 'best']),
            step,
            v.pipe(v.array(step), v.minLength(1, 'is empty')),
          ],
          'is neither final, all, best, nor a step number or a list of them, without quotes',
        ),
        v.description('Which checkpoints of a job are meant: final, all, best, or step numbers'),
      ),
    ),
    'project-ids': v.optional(
      listOf(listedId, 'IDs of the projects that have access; [] means nobody'),
    ),
    'project-names': v.optional(
      listOf(
        name,
        'Exact names of active projects; * stands for any text and ? for any character, \\* and \\? for themselves',
      ),
    ),
    'owning-project-id': v.optional(
      v.pipe(idSchema, v.description('The project that owns the checkpoints')),
    ),
  },
  'is not the mapping that belongs here',
)

/** The sharing file. */
export const fileSchema = v.strictObject(
  {
    checkpoints: v.pipe(
      v.array(entrySchema, 'is no list of entries'),
      v.minLength(1, 'is empty. Add an entry.'),
      v.description(
        'Who may use which checkpoints. Taking an entry out leaves its access as it is',
      ),
    ),
  },
  'is not the mapping that belongs here',
)
