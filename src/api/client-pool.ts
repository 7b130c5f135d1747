import type { TimeBudget } from '../common/clock.ts'
import { type Client, createClient, type Retry } from './client.ts'
import type { Key } from './key.ts'
import { RateLimiter } from './rate-limit.ts'
import { createTransport, type ProxySettings, type Transport } from './transport.ts'

/** What all connections of a run have in common. */
export interface ClientPoolOptions {
  baseUrl: URL
  proxy: ProxySettings
  /** A number from 0 up to but not including 1. */
  random: () => number
  onRetry: (retry: Retry) => void
}

/** The connections to the API of one run, one for each key. */
export class ClientPool {
  readonly #options: ClientPoolOptions
  readonly #transports: Transport[] = []
  readonly #clients: Client[] = []
  readonly #limiters = new Map<string, RateLimiter>()

  constructor(options: ClientPoolOptions) {
    this.#options = options
  }

  /** A client that speaks with a key for as long as it is allowed to. */
  open(key: Key, budget: TimeBudget): Client {
    const { baseUrl, proxy, random, onRetry } = this.#options
    const transport = createTransport({ baseUrl, proxy, key: key.value, budget })
    const limiter = this.#limiters.get(key.value) ?? new RateLimiter(random)
    this.#limiters.set(key.value, limiter)
    const wasReached = () => this.#clients.some(({ wasAnswered }) => wasAnswered)
    const client = createClient({ transport, key, budget, random, onRetry, limiter, wasReached })
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
