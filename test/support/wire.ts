import { subscribe, unsubscribe } from 'node:diagnostics_channel'

interface Message {
  request: { method: string; path: string }
}

/**
 * Watches the requests that undici has under way in this process (undici: docs/api/DiagnosticsChannel),
 * so that a virtual clock can stand still while they are answered. Disposing of it ends that.
 */
export class Wire implements Disposable {
  readonly #underWay = new Map<object, { target: string; hangs: boolean }>()
  readonly #begin = (message: unknown) => {
    const { request } = message as Message
    const { method, path } = request
    this.#underWay.set(request, { target: `${method} ${path}`, hangs: false })
  }
  readonly #end = (message: unknown) => {
    this.#underWay.delete((message as Message).request)
  }

  constructor() {
    subscribe('undici:request:create', this.#begin)
    subscribe('undici:request:trailers', this.#end)
    subscribe('undici:request:error', this.#end)
  }

  /** Whether a request is under way that will be answered. */
  get isBusy(): boolean {
    return [...this.#underWay.values()].some(({ hangs }) => !hangs)
  }

  /** Notes that a request to this target will never be answered: only time ends it. */
  hang(method: string, target: string): void {
    for (const request of this.#underWay.values()) {
      if (request.target === `${method} ${target}`) request.hangs = true
    }
  }

  [Symbol.dispose](): void {
    unsubscribe('undici:request:create', this.#begin)
    unsubscribe('undici:request:trailers', this.#end)
    unsubscribe('undici:request:error', this.#end)
  }
}
