import { HISTORY, type Organization, unixNow } from './organization.ts'
import { failure } from './responses.ts'
import type { ModelPolicy, ModelSetup } from './setup-types.ts'
import type { Answer, ApiSetup, ReceivedRequest } from './types.ts'

/** The models, and which project's key sees them. */
export class Models {
  readonly #policies: Record<string, ModelPolicy>
  readonly #models: Map<string, ModelSetup>
  readonly #organization: Organization
  readonly #followsPermissions: boolean
  readonly #created = unixNow() - HISTORY
  /** How often each project that can see a model requested it, by model and project. */
  readonly #tries = new Map<string, number>()

  constructor(
    { models = {}, modelsFollowPermissions = false, modelPolicies = {} }: ApiSetup,
    organization: Organization,
  ) {
    this.#policies = modelPolicies
    this.#models = new Map(Object.entries(models))
    this.#organization = organization
    this.#followsPermissions = modelsFollowPermissions
  }

  /** Handles a request on a model or a model policy; undefined for any other request. */
  answer({ model, policyOf, projectId }: ReceivedRequest): Answer | undefined {
    if (policyOf !== undefined) return this.#readPolicy(policyOf)
    if (model === undefined) return undefined
    if (projectId !== undefined && this.#isDenied(model, projectId)) {
      const message = `Project \`${projectId}\` does not have access to model \`${model}\``
      return failure(403, message, { code: 'model_not_found' })
    }
    if (
      projectId === undefined ||
      !this.#isAllowed(model, projectId) ||
      !this.#try(model, projectId)
    ) {
      const details = { param: 'model', code: 'model_not_found' }
      return failure(404, `The model '${model}' does not exist`, details)
    }
    const { ownedBy = 'acme', shutdownDate } = this.#models.get(model) ?? {}
    const body = { id: model, object: 'model', created: this.#created, owned_by: ownedBy }
    const end = shutdownDate === undefined ? {} : { shutdown_date: shutdownDate }
    return { status: 200, body: { ...body, ...end } }
  }

  #readPolicy(projectId: string): Answer {
    const policy = this.#policies[projectId]
    if (policy === undefined) return failure(404, 'No model permissions are configured.')
    return { status: 200, body: { object: 'project.model_permissions', ...policy } }
  }

  #isDenied(model: string, projectId: string): boolean {
    const policy = this.#policies[projectId]
    if (policy === undefined) return false
    const isListed = policy.model_ids.some(id => model === id || model.startsWith(`ft:${id}:`))
    return policy.mode === 'deny_list' ? isListed : !isListed
  }

  #isAllowed(model: string, projectId: string): boolean {
    const organization = this.#organization
    if (!this.#followsPermissions || !organization.has(model)) {
      return this.#models.get(model)?.projects.includes(projectId) ?? false
    }
    return (
      organization.owner(model) === projectId ||
      organization.permissions(model).some(({ project_id }) => project_id === projectId)
    )
  }

  /**
   * Counts an attempt of a project that can see the model, and returns whether it sees it by now.
   */
  #try(model: string, projectId: string): boolean {
    const key = JSON.stringify([model, projectId])
    const attempts = (this.#tries.get(key) ?? 0) + 1
    this.#tries.set(key, attempts)
    return attempts >= (this.#models.get(model)?.visibleFromTry ?? 1)
  }
}
