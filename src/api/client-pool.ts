import { type Client, createClient, type Key, type Repeat } from './client.ts'
import { RateLimit } from './rate-limit.ts'
import { createTransport, type ProxySettings, type Transport } from './transport.ts'
import type { Allowance } from '../common/clock.ts'

/** What all connections of a run have in common. */
export interface ConnectionOptions {
  baseUrl: URL
  proxy: ProxySettings
  /** A number from 0 up to but not including 1. */
  random: () => number
  onRepeat: (repeat: Repeat) => void
}

/** The connections to the API of one run, one for each key. */
export class Connections {
  readonly #options: ConnectionOptions
  readonly #transports: Transport[] = []
  readonly #clients: Client[] = []
  readonly #limits = new Map<string, RateLimit>()

  constructor(options: ConnectionOptions) {
    this.#options = options
  }

  /** A client that speaks with a key for as long as it is allowed to. */
  open(key: Key, allowance: Allowance): Client {
    const { baseUrl, proxy, random, onRepeat } = this.#options
    const transport = createTransport({ baseUrl, proxy, key: key.value, allowance })
    const limit = this.#limits.get(key.value) ?? new RateLimit()
    this.#limits.set(key.value, limit)
    const client = createClient({ transport, key, allowance, random, onRepeat, limit })
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
