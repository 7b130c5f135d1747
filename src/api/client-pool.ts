import type { TimeBudget } from '../common/clock.ts'
import { type Client, createClient, type Retry } from './client.ts'
import type { ProxySettings } from './connections.ts'
import type { Credential } from './key.ts'
import { RateLimiter } from './rate-limit.ts'
import { createTransport, type Transport } from './transport.ts'

/** Options that all clients of a run share. */
export interface ClientPoolOptions {
  baseUrl: URL
  proxy: ProxySettings
  /** A number from 0 up to but not including 1. */
  random: () => number
  onRetry: (retry: Retry) => void
}

/** A run's clients for the API. Clients with the same key share its rate limit. */
export class ClientPool {
  readonly #options: ClientPoolOptions
  readonly #transports: Transport[] = []
  readonly #clients: Client[] = []
  readonly #limiters = new Map<string, RateLimiter>()

  constructor(options: ClientPoolOptions) {
    this.#options = options
  }

  /** Creates a client that uses a credential until `budget` runs out. */
  open(credential: Credential, budget: TimeBudget): Client {
    const { baseUrl, proxy, random, onRetry } = this.#options
    const transport = createTransport({ baseUrl, proxy, budget })
    const account = 'value' in credential ? credential.value : credential.id
    const limiter = this.#limiters.get(account) ?? new RateLimiter(random)
    this.#limiters.set(account, limiter)
    const wasReached = () => this.#clients.some(({ wasAnswered }) => wasAnswered)
    const client = createClient({
      transport,
      credential,
      budget,
      random,
      onRetry,
      limiter,
      wasReached,
    })
    this.#transports.push(transport)
    this.#clients.push(client)
    return client
  }

  /** Requests sent so far, by all clients. */
  get requests(): number {
    return this.#clients.reduce((sum, { requests }) => sum + requests, 0)
  }

  async close(): Promise<void> {
    await Promise.all(this.#transports.map(transport => transport.close()))
  }
}
