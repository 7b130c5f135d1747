import * as v from 'valibot'
import type { Call } from '../../src/api/call.ts'
import type { Client } from '../../src/api/client.ts'

/**
 * A client whose server returns these responses in order, and the requests it received. An error is
 * thrown; the first response has the request ID `req_1`.
 */
export function stubClient(...answers: unknown[]) {
  const requests: string[] = []
  const operations: string[] = []
  const client: Client = {
    requests: 0,
    wasAnswered: true,
    async call<T>({ operation, method, path, query, body, schema }: Call<T>) {
      const search = new URLSearchParams(query).size === 0 ? '' : `?${new URLSearchParams(query)}`
      const content = body === undefined ? '' : ` ${JSON.stringify(body)}`
      requests.push(`${method} ${path}${search}${content}`)
      operations.push(operation)
      const answer = answers[requests.length - 1]
      if (answer instanceof Error) throw answer
      return { value: v.parse(schema, answer), requestId: `req_${requests.length}` }
    },
  }
  return { client, requests, operations }
}

/** A page of a list. */
export const list = (data: unknown[], has_more = false, more: object = {}) => ({
  object: 'list',
  data,
  has_more,
  ...more,
})
