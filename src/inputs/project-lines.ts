import { idError } from '../common/ids.ts'
import type { VerificationLine } from '../common/validation.ts'
import { type InputReader, MISSING_SECRET } from './input-reader.ts'
import { isProjectOfKey, keyError, keysOf, type ProjectLine, projectLines } from './keys.ts'
import { type Env, variableOf } from './raw-inputs.ts'

/** A value for each project, and the lines that they're on. */
export interface ProjectValues {
  values: ReadonlyMap<string, string>
  lines: readonly VerificationLine[]
}

/** Reads `verify-keys`: `PROJECT_ID=API_KEY`, one per line. No message shows either side. */
export function readVerifyKeys(read: InputReader, env: Env): ProjectValues {
  return readLines('verify-keys', read, env, ({ line, projectId, value: key }, isSecond) => {
    const place = `Line ${line} of verify-keys`
    if (!isProjectOfKey(projectId) || key.includes(',')) {
      return `${place} isn't PROJECT_ID=API_KEY. Write one project and its key per line.`
    }
    if (key === '') return `${place} has no key. ${MISSING_SECRET}`
    const error = keyError(key)
    if (error !== null) return `The key on line ${line} of verify-keys ${error}`
    return isSecond
      ? `${place} has a second key for its project. Specify one key per project.`
      : null
  })
}

/** Reads `verify-service-accounts`: `PROJECT_ID=SERVICE_ACCOUNT_ID`, one per line. */
export function readVerifyAccounts(read: InputReader, env: Env): ProjectValues {
  const input = 'verify-service-accounts'
  const keys = new Set(keysOf(env))
  return readLines(input, read, env, ({ line, projectId, value: id }, isSecond) => {
    const place = `Line ${line} of ${input}`
    if (id.startsWith('sk-') || projectId.startsWith('sk-') || keys.has(id)) {
      return `${place} has an API key. Remove it, or use verify-keys.`
    }
    if (!isProjectOfKey(projectId) || idError(id, input) !== null) {
      return `${place} isn't PROJECT_ID=SERVICE_ACCOUNT_ID. Write one project and its account per line.`
    }
    return isSecond
      ? `${place} has a second service account for ${projectId}. Specify one per project.`
      : null
  })
}

/**
 * Reads lines of a project and a value.
 *
 * @param errorOf what is wrong with a line; `isSecond` if its project has another value already
 */
function readLines(
  input: VerificationLine['input'],
  read: InputReader,
  env: Env,
  errorOf: (line: ProjectLine, isSecond: boolean) => string | null,
): ProjectValues {
  const found = new Map<string, ProjectLine>()
  for (const one of projectLines(env[variableOf(input)] ?? '')) {
    const before = found.get(one.projectId)
    const error = errorOf(one, before !== undefined && before.value !== one.value)
    if (error !== null) read.addIssue(input, error)
    else if (before === undefined) found.set(one.projectId, one)
  }
  const lines = [...found.values()]
  return {
    values: new Map(lines.map(({ projectId, value }) => [projectId, value])),
    lines: lines.map(({ projectId, line }) => ({ input, line, projectId })),
  }
}
