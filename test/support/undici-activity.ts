import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'

interface Message {
  request: object
}

/**
 * Watches undici's requests in flight in this process (undici: docs/api/DiagnosticsChannel), so a
 * virtual clock can stop until they are answered. Disposing of it ends that.
 */
export class UndiciActivity implements Disposable {
  readonly #inFlight = new Map<object, { port: number | undefined; hangs: boolean }>()
  readonly #listeners = Object.entries({
    'undici:request:create': (message: unknown) => {
      this.#inFlight.set((message as Message).request, { port: undefined, hangs: false })
    },
    'undici:client:sendHeaders': (message: unknown) => {
      const { request, socket } = message as Message & { socket: Socket }
      const entry = this.#inFlight.get(request)
      if (entry !== undefined) entry.port = socket.localPort
    },
    'undici:request:trailers': (message: unknown) => this.#end(message),
    'undici:request:error': (message: unknown) => this.#end(message),
  })

  constructor() {
    for (const [channel, listener] of this.#listeners) subscribe(channel, listener)
  }

  /** Whether a request in flight will be answered. */
  get isBusy(): boolean {
    return [...this.#inFlight.values()].some(({ hangs }) => !hangs)
  }

  /** Marks the request from this port as never answered: only time ends it. */
  hang(port: number): void {
    for (const entry of this.#inFlight.values()) if (entry.port === port) entry.hangs = true
  }

  /** Marks the request from this port as being answered now. */
  resume(port: number): void {
    for (const entry of this.#inFlight.values()) if (entry.port === port) entry.hangs = false
  }

  [Symbol.dispose](): void {
    for (const [channel, listener] of this.#listeners) unsubscribe(channel, listener)
  }

  #end(message: unknown): void {
    this.#inFlight.delete((message as Message).request)
  }
}
