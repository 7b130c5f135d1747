import { proxyPasswords } from './network.ts'
import { type Env, keyLines, listItems, rawInput } from './raw-inputs.ts'

/** Keys and passwords in the environment of the step, valid or not: to be masked before all else. */
export function secretsOf(env: Env): string[] {
  const lines = (rawInput(env, 'verify-keys') ?? '').split(/[\r\n]+/)
  const requested = new Set(listItems(rawInput(env, 'project-ids') ?? ''))
  const sides = keyLines(lines.map(line => line.replace(/^\s*#/, '')).join('\n')).flatMap(
    ({ projectId, key }) => {
      // Where the two were swapped, it is the left one that must not be shown.
      const isOrdered = key.startsWith('sk-') && !projectId.startsWith('sk-')
      const isProject = projectId.startsWith('proj_') || requested.has(projectId) || isOrdered
      return isProject || projectId === '' ? [key] : [projectId, key]
    },
  )
  const parts = [
    ...[rawInput(env, 'admin-key') ?? '', rawInput(env, 'api-key') ?? ''].flatMap(key => [
      key,
      ...key.split(/[\r\n]+/),
    ]),
    ...sides.flatMap(side => [side, ...side.split(',')]),
    rawInput(env, 'github-token') ?? '',
    ...proxyPasswords(env),
  ]
  const secrets = new Set(parts.map(part => part.trim()))
  // Masking a word of three letters would blot out half the log.
  return [...secrets].filter(secret => secret.length > 3)
}
