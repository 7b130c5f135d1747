import type { Node } from 'yaml'
import { formatList, formatNumber } from '../common/format.ts'
import { fileIdError } from '../common/ids.ts'
import { MAX_SHARING_FILE_BYTES } from '../common/validation.ts'
import type { CheckpointPlan } from '../sharing/types.ts'
import type { Annotation } from './annotations.ts'
import type { RunReport } from './run-report.ts'
import type { SafeText, Sanitizer } from './sanitize.ts'

const SCHEMA = 'https://raw.githubusercontent.com/OWNER/share-checkpoint/v1/sharing.schema.json'
// Each takes memory, and a longer file couldn't be reviewed anyway.
const MAX_IDS = 20_000
const MAX_NAME_LENGTH = 100

/** The access that a list found, as a sharing file. */
export interface SharingFileOutput {
  /** The file's content; null if there's nothing to declare, or too much. */
  yaml: string | null
  /** Which checkpoints are left out, and why, for the log. */
  notes: readonly SafeText[]
  /** Why there's no file although checkpoints could be read. */
  warnings: readonly Annotation[]
}

/** A checkpoint as the file declares it. */
interface Declared {
  checkpointId: string
  owningProjectId: string | undefined
  /** Without duplicates and the owner, in the order of the rows. */
  projectIds: readonly string[]
  /** Raw, by project ID. */
  names: ReadonlyMap<string, string>
}

/** Checkpoints that are left out for the same reason. */
interface LeftOut {
  reason: string
  checkpointIds: readonly string[]
}

/**
 * Declares the access that a list found, exactly: a check of the file succeeds even if it's exact,
 * and a sync with it changes nothing until access changes.
 */
export async function sharingFileOf(
  { plans }: RunReport,
  sanitizer: Sanitizer,
): Promise<SharingFileOutput> {
  const { safe, safeText } = sanitizer
  const all = plans ?? []
  const declared = all.flatMap(plan => (plan.listFailure === null ? declaredOf(plan) : []))
  const { fit = [], unfit = [] } = Object.groupBy(declared, one =>
    isAccepted(one) ? 'fit' : 'unfit',
  )
  const leftOut = [
    {
      reason: "permissions couldn't be read",
      checkpointIds: idsOf(all.filter(({ listFailure }) => listFailure !== null)),
    },
    { reason: "a sharing file doesn't accept one of the IDs", checkpointIds: idsOf(unfit) },
  ].filter(({ checkpointIds }) => checkpointIds.length > 0)
  const notes = leftOut.map(
    ({ reason, checkpointIds }) =>
      safe`Left out of sharing-file because ${reason}: ${safeText(formatList(checkpointIds, 10), 3_000)}`,
  )
  const without = (message: SafeText): SharingFileOutput => ({
    yaml: null,
    notes,
    warnings: [{ title: safe`The output sharing-file is empty`, message }],
  })
  if (fit.length === 0) return { yaml: null, notes, warnings: [] }

  const ids = fit.reduce((sum, { projectIds }) => sum + projectIds.length, all.length)
  if (ids > MAX_IDS) {
    return without(
      safe`A sharing file is written for up to ${formatNumber(MAX_IDS)} IDs, but this list has ${formatNumber(ids)}. List fewer checkpoints per step, or read permissions-file.`,
    )
  }
  const yaml = await render(fit, leftOut, sanitizer)
  const bytes = Buffer.byteLength(yaml)
  if (bytes > MAX_SHARING_FILE_BYTES) {
    return without(
      safe`The sharing file would have ${formatNumber(bytes)} bytes, but the limit is ${formatNumber(MAX_SHARING_FILE_BYTES)}. List fewer checkpoints per step, or read permissions-file.`,
    )
  }
  return { yaml, notes, warnings: [] }
}

function declaredOf({ checkpointId, owningProjectId, rows }: CheckpointPlan): Declared {
  const holding = rows.filter(
    ({ permissionId, projectId }) => permissionId !== null && projectId !== owningProjectId,
  )
  return {
    checkpointId,
    owningProjectId,
    projectIds: [...new Set(holding.map(({ projectId }) => projectId))],
    names: new Map(
      rows.flatMap(({ projectId, projectName }) =>
        projectName === null ? [] : [[projectId, projectName] as const],
      ),
    ),
  }
}

/** Whether a sharing file can have all of the IDs. Those in responses might look like others. */
function isAccepted({ checkpointId, owningProjectId, projectIds }: Declared): boolean {
  return (
    fileIdError(checkpointId, 'checkpoint-id') === null &&
    (owningProjectId === undefined || fileIdError(owningProjectId, 'owning-project-id') === null) &&
    projectIds.every(id => fileIdError(id, 'project-ids') === null)
  )
}

function idsOf(checkpoints: readonly { checkpointId: string }[]): string[] {
  return checkpoints.map(({ checkpointId }) => checkpointId)
}

/** The file's content. Its IDs are as they are, and its names are comments. */
async function render(
  declared: readonly Declared[],
  leftOut: readonly LeftOut[],
  { sanitize }: Sanitizer,
): Promise<string> {
  // Loaded here, because there isn't always a file.
  const { Document, Scalar, YAMLMap, YAMLSeq } = await import('yaml')
  // IDs that any version of YAML could read as something else, such as 1e3 or on, get quotes.
  const document = new Document<Node>(null, { compat: 'yaml-1.1' })
  const comments = new Map<string, string>()

  function scalarOf(id: string, name: string | undefined) {
    const scalar = new Scalar(id)
    if (name === undefined) return scalar
    const comment = comments.get(name) ?? sanitize(name, MAX_NAME_LENGTH)
    comments.set(name, comment)
    if (comment !== '') scalar.comment = ` ${comment}`
    return scalar
  }

  const checkpoints = new YAMLSeq(document.schema)
  for (const { checkpointId, owningProjectId: owner, projectIds, names } of declared) {
    const projects = new YAMLSeq(document.schema)
    for (const id of projectIds) projects.add(scalarOf(id, names.get(id)))
    const entry = new YAMLMap(document.schema)
    entry.set('checkpoint-id', checkpointId)
    if (owner !== undefined) entry.set('owning-project-id', scalarOf(owner, names.get(owner)))
    entry.set('project-ids', projects)
    entry.spaceBefore = checkpoints.items.length > 0
    checkpoints.add(entry)
  }
  const file = new YAMLMap(document.schema)
  file.set('checkpoints', checkpoints)
  file.commentBefore = ` yaml-language-server: $schema=${SCHEMA}`
  document.contents = file
  document.comment = leftOut
    .flatMap(({ reason, checkpointIds }) => [`Left out because ${reason}:`, ...checkpointIds])
    .map(line => ` ${line}`)
    .join('\n')
  return document.toString({ lineWidth: 0 })
}
