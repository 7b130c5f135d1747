import { secretInputs } from './leaks.ts'

/** Inputs whose items are IDs, which are shown as they are. */
const ID_INPUTS = ['checkpoint-id', 'fine-tuning-job-id', 'project-ids', 'owning-project-id']
const ID = /^(?!sk-)[A-Za-z0-9][A-Za-z0-9._:@+=-]*$/
const FIELDS = ['checkpoint_id', 'project_id', 'permission_id']

/**
 * Looks for masks that aren't keys, other secrets, or parts of one: GitHub would hide that text
 * everywhere, and drop every output that has it.
 *
 * @param inputs the step's inputs
 * @param secrets other secrets of the step: its token, and those that the test names
 */
export function findOvermasked(
  masks: ReadonlySet<string>,
  inputs: Record<string, string>,
  secrets: readonly string[],
  env: NodeJS.ProcessEnv,
): string[] {
  const known = [...secretInputs(inputs), ...secrets, ...passwordsIn(env)]
  return [...masks].flatMap((masked, i) => {
    const isKey = known.some(secret => secret.includes(masked)) && !/^(proj_|ft:)/.test(masked)
    return isKey ? [] : [`mask ${i + 1} of ${masks.size} isn't a key or a part of one`]
  })
}

/** Looks for IDs of which a part was replaced by a mask. */
export function findAltered(haystacks: Record<string, string>, ids: ReadonlySet<string>): string[] {
  const all = [...ids]
  return Object.entries(haystacks).flatMap(([name, text]) => {
    const forms = alteredForms(text)
    return all
      .filter(id => forms.some(form => form.test(id)))
      .map(id => `${name}: the ID ${id} is altered`)
  })
}

/** The IDs in a step's inputs, and in the rows and checkpoints of its outputs. */
export function knownIds(
  inputs: Record<string, string>,
  outputs: ReadonlyMap<string, string>,
): Set<string> {
  const given = new Map(Object.entries(inputs).map(([name, value]) => [name.toLowerCase(), value]))
  const requested = ID_INPUTS.flatMap(name => (given.get(name) ?? '').split(/[\r\n,]+/))
  const rows = parsed(outputs.get('permissions')).flatMap(row =>
    FIELDS.map(field => (row as Record<string, unknown>)[field]),
  )
  const values = [...requested, ...rows, ...parsed(outputs.get('checkpoint-ids'))]
  const ids = values.flatMap(value => (typeof value === 'string' ? [value.trim()] : []))
  return new Set(ids.filter(id => ID.test(id)))
}

function parsed(json: string | undefined): unknown[] {
  try {
    return JSON.parse(json || '[]')
  } catch {
    return []
  }
}

/** The IDs that words with a mask might have been. */
function alteredForms(text: string): RegExp[] {
  if (!text.includes('***')) return []
  const words = text.match(/[A-Za-z0-9._:@+=-]*\*{3}[A-Za-z0-9._:@+=*-]*/g) ?? []
  return [...new Set(words)].flatMap(word => {
    const parts = word.replace(/[.:]+$/, '').split('***')
    // A few letters next to a mask can belong to anything.
    if (parts.join('').length < 4 || word.startsWith('sk-')) return []
    return [new RegExp(`^${parts.map(RegExp.escape).join('.+')}$`)]
  })
}

/** The passwords of proxies, as written and decoded. */
function passwordsIn({ https_proxy, HTTPS_PROXY }: NodeJS.ProcessEnv): string[] {
  return [https_proxy, HTTPS_PROXY].flatMap(url => {
    const password = /^(?:\w+:\/\/)?[^/@:]*:(.*)@/s.exec(url ?? '')?.[1]
    if (password === undefined) return []
    try {
      return [password, decodeURIComponent(password)]
    } catch {
      return [password]
    }
  })
}
