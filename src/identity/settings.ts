/** A workload identity provider at OpenAI, and where it exchanges tokens. */
export interface IdentityProvider {
  id: string
  /** The audience that it expects in GitHub's token. */
  audience: string
  /** `https`, or `http` to loopback. */
  tokenUrl: URL
}

/** The runner's service for OIDC tokens, which a job with `id-token: write` can use. */
export interface RunnerTokenService {
  /** `https`, or `http` to loopback. */
  url: URL
  /** Authorizes the request. */
  token: string
}
