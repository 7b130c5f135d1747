import * as v from 'valibot'
import { quoted } from '../common/format.ts'
import { fileIdError, type IdKey } from '../common/ids.ts'
import type { CheckpointSelector } from '../sharing/jobs/select-checkpoints.ts'
import type { SharingEntry } from '../sharing/targets.ts'
import type { Path, SharingDocument } from './document.ts'
import { checkRepeats } from './repeats.ts'
import { entrySchema, fileSchema, idSchema } from './schema.ts'

const FILE_KEYS = Object.keys(fileSchema.entries)
const ENTRY_KEYS = Object.keys(entrySchema.entries)

/**
 * Reads and checks the entries of a sharing file.
 *
 * @throws InvalidInputsError with all errors in the file
 */
export function readEntries(document: SharingDocument): SharingEntry[] {
  document.checkSyntax()
  document.throwIfInvalid()
  const value = document.toValue()
  if (!isObject(value)) {
    document.addIssue(
      [],
      value === null
        ? 'The file is empty. Add a checkpoints list.'
        : "The file isn't a mapping. Put the entries in a list under checkpoints.",
    )
    document.throwIfInvalid()
  }
  const meant = document.checkKeys([], FILE_KEYS)
  const raw = isObject(value) ? value.checkpoints : undefined
  for (const issue of v.safeParse(fileSchema, value).issues ?? []) {
    if (raw !== undefined || !meant.has('checkpoints')) addSchemaIssue(document, issue)
  }
  const entries = (Array.isArray(raw) ? raw : []).map((entry, index) =>
    readEntry(document, entry, ['checkpoints', index]),
  )
  checkRepeats(document, entries)
  document.throwIfInvalid()
  return entries
}

/** Reads the valid parts of an entry. The schema's errors are added separately. */
function readEntry(document: SharingDocument, value: unknown, path: Path): SharingEntry {
  const raw = isObject(value) ? value : {}
  if (Array.isArray(value))
    document.addIssue(path, 'The entry is a list. Write it with keys, such as checkpoint-id.')
  const textsAt = (key: string) =>
    [raw[key] ?? []]
      .flat()
      .flatMap((text, index) => (typeof text === 'string' ? [{ text, index }] : []))
  const idsAt = (key: IdKey) => {
    const texts = textsAt(key)
    for (const { text, index } of texts) checkId(document, text, key, [...path, key, index])
    return [...new Set(texts.map(({ text }) => text))]
  }
  const names = new Map<string, number>()
  for (const { text, index } of textsAt('project-names')) {
    if (!names.has(text)) names.set(text, index)
  }
  const entry: SharingEntry = {
    checkpointIds: idsAt('checkpoint-id'),
    jobIds: idsAt('fine-tuning-job-id'),
    checkpointSelector: selectorOf(raw['job-checkpoints'] ?? 'final'),
    projectIds: idsAt('project-ids'),
    projectNames: [...names.keys()],
    owningProjectId: idsAt('owning-project-id')[0] ?? null,
    location: document.locationOf(path),
    nameLocations: [...names.values()].map(index =>
      document.locationOf([...path, 'project-names', index]),
    ),
  }
  if (isObject(value)) checkWhole(document, raw, path)
  return entry
}

/** Checks that an entry has all that it needs. */
function checkWhole(document: SharingDocument, raw: Record<string, unknown>, path: Path): void {
  const meant = document.checkKeys(path, ENTRY_KEYS)
  const lacks = (key: string) => isEmpty(raw[key]) && !meant.has(key)
  if (lacks('checkpoint-id') && lacks('fine-tuning-job-id')) {
    document.addIssue(
      path,
      'The entry has no checkpoint-id or fine-tuning-job-id. Add one of them.',
    )
  } else if ('job-checkpoints' in raw && lacks('fine-tuning-job-id')) {
    document.addIssue(
      [...path, 'job-checkpoints'],
      'job-checkpoints is only for jobs. Add fine-tuning-job-id, or remove job-checkpoints.',
    )
  }
  const hasProjectIds = 'project-ids' in raw || meant.has('project-ids')
  if (!hasProjectIds && lacks('project-names')) {
    document.addIssue(
      path,
      'The entry has no projects. Add project-ids or project-names. For no projects, write project-ids: [].',
    )
  }
}

function checkId(document: SharingDocument, id: string, key: IdKey, path: Path): void {
  const fault = fileIdError(id, key)
  // The schema reports IDs of the wrong form.
  if (fault !== null && v.is(idSchema, id))
    document.addIssue(path, `${key}: ${quoted(id)} ${fault}`)
}

function selectorOf(value: unknown): CheckpointSelector {
  if (value === 'final' || value === 'all' || value === 'best') return value
  return [...new Set([value].flat().filter(step => typeof step === 'number'))]
}

function addSchemaIssue(
  document: SharingDocument,
  issue: v.BaseIssue<unknown>,
  above: Path = [],
): void {
  // checkKeys reports all unknown keys.
  if (issue.expected === 'never') return
  const path = [...above, ...(issue.path ?? []).map(({ key }) => key as string | number)]
  // Errors in a list's items are reported for each item, not for the list.
  const nested = issue.issues?.filter(one => (one.path?.length ?? 0) > 0) ?? []
  if (nested.length > 0) {
    for (const one of nested) addSchemaIssue(document, one, path)
    return
  }
  const key = path.findLast(part => typeof part === 'string') ?? 'the file'
  const { received, kind, input, message } = issue
  if (received === 'undefined') {
    document.addIssue(path, `${key} is missing. Add a ${key} list.`)
  } else if (input === null && typeof path.at(-1) === 'string') {
    document.addIssue(path, `${key} has no value. Add one, or remove the key.`)
  } else if (Array.isArray(input)) {
    document.addIssue(path, `${key} ${message}`)
  } else {
    const isText = kind === 'validation' && typeof input === 'string'
    const shown = isText ? quoted(input) : received === 'Object' ? 'this mapping' : received
    document.addIssue(path, `${key}: ${shown} ${message}`)
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0)
}
