import type OpenAI from 'openai'

/**
 * Grants projects access to a checkpoint as the official package suggests: list, then create what
 * is missing.
 *
 * @returns the IDs of the permissions
 */
export async function grant(
  client: OpenAI,
  checkpoint: string,
  projects: readonly string[],
): Promise<string[]> {
  const { permissions } = client.fineTuning.checkpoints
  const held = new Map<string, string>()
  for await (const { id, project_id } of permissions.list(checkpoint, { limit: 100 })) {
    held.set(project_id, id)
  }
  const missing = projects.filter(project => !held.has(project))
  if (missing.length > 0) {
    for await (const { id, project_id } of permissions.create(checkpoint, {
      project_ids: missing,
    })) {
      held.set(project_id, id)
    }
  }
  return projects.flatMap(project => held.get(project) ?? [])
}
