import type { ModelPolicy } from '../api/model-policy.ts'

const SNAPSHOT = /-\d{4}-\d{2}-\d{2}$/

/**
 * The fix if a project's model policy may keep it from using a model; null if it doesn't. Whether a
 * base model's entry applies to its fine-tuned models is undocumented, so this is a possible cause.
 */
export function policyHint(
  { mode, models }: ModelPolicy,
  projectId: string,
  checkpointId: string,
): string | null {
  const base = models.find(id => isBaseOf(id, checkpointId))
  const isListed = models.includes(checkpointId)
  if (mode === 'deny_list') {
    const denied = isListed ? checkpointId : base
    return denied === undefined
      ? null
      : `A possible cause is the list of denied models of ${projectId}, which has ${denied}. Remove it in the project's limits.`
  }
  if (models.length === 0 || isListed) return null
  const extent = base === undefined ? "doesn't have this model" : `has only its base, ${base}`
  return `A possible cause is the list of allowed models of ${projectId}, which ${extent}. Add ${checkpointId} in the project's limits.`
}

/** Whether a model, with or without the date of its snapshot, is the base of a checkpoint. */
function isBaseOf(id: string, checkpointId: string): boolean {
  const [prefix, base = ''] = checkpointId.split(':')
  return prefix === 'ft' && (id === base || id === base.replace(SNAPSHOT, ''))
}
