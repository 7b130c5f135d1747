import * as v from 'valibot'
import { quoted } from '../common/format.ts'
import { idError } from '../common/ids.ts'
import type { CheckpointSelector } from '../sharing/jobs/select-checkpoints.ts'
import type { SharingEntry } from '../sharing/targets.ts'
import type { Path, SharingDocument } from './document.ts'
import { checkRepeats } from './repeats.ts'
import { entrySchema, fileSchema, idSchema } from './schema.ts'

const FILE_KEYS = Object.keys(fileSchema.entries)
const ENTRY_KEYS = Object.keys(entrySchema.entries)

type IdKey = 'checkpoint-id' | 'fine-tuning-job-id' | 'project-ids' | 'owning-project-id'

/**
 * The entries of a sharing file, once everything in it has been checked.
 *
 * @throws InvalidInputsError with everything that is wrong with it
 */
export function readEntries(document: SharingDocument): SharingEntry[] {
  document.checkSyntax()
  document.throwIfInvalid()
  const value = document.toValue()
  if (!isObject(value)) {
    const isEmptyFile = value === null || value === undefined
    document.addIssue(
      [],
      `the file is ${isEmptyFile ? 'empty' : 'no mapping'}: what it declares stands under the key checkpoints`,
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

/** An entry, as far as it is sound: what the schema says against it is told apart from this. */
function readEntry(document: SharingDocument, value: unknown, path: Path): SharingEntry {
  const raw = isObject(value) ? value : {}
  if (Array.isArray(value)) document.addIssue(path, 'an entry is a list, where a mapping belongs')
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

/** What an entry must not do without. */
function checkWhole(document: SharingDocument, raw: Record<string, unknown>, path: Path): void {
  const meant = document.checkKeys(path, ENTRY_KEYS)
  const lacks = (key: string) => isEmpty(raw[key]) && !meant.has(key)
  if (lacks('checkpoint-id') && lacks('fine-tuning-job-id')) {
    document.addIssue(path, 'an entry without checkpoint-id and fine-tuning-job-id')
  } else if ('job-checkpoints' in raw && lacks('fine-tuning-job-id')) {
    document.addIssue(
      [...path, 'job-checkpoints'],
      'job-checkpoints is only for jobs. Add fine-tuning-job-id, or remove job-checkpoints.',
    )
  }
  const saysNobody = 'project-ids' in raw || meant.has('project-ids')
  if (!saysNobody && lacks('project-names')) {
    document.addIssue(path, 'an entry without projects: for nobody write project-ids: []')
  }
}

function checkId(document: SharingDocument, id: string, key: IdKey, path: Path): void {
  const fault = id.startsWith('sk-') ? 'is a key: take it out, and revoke it' : idError(id, key)
  // What the schema says of the form of IDs is told apart from this.
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
  // Unknown keys are told by another check, all of them.
  if (issue.type === 'strict_object' && issue.expected === 'never') return
  const path = [...above, ...(issue.path ?? []).map(({ key }) => key as string | number)]
  // What is wrong with a list is told of its items, not of the list.
  const nested = issue.issues?.filter(one => (one.path?.length ?? 0) > 0) ?? []
  if (nested.length > 0) {
    for (const one of nested) addSchemaIssue(document, one, path)
    return
  }
  const key = path.findLast(part => typeof part === 'string') ?? 'the file'
  const { received, kind, input, message } = issue
  if (received === 'undefined') document.addIssue(path, `${key} is missing`)
  else {
    const isText = kind === 'validation' && typeof input === 'string'
    const shown = isText ? quoted(input) : Array.isArray(input) ? 'the list' : received
    document.addIssue(path, `${key}: ${shown} ${message}`)
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0)
}
