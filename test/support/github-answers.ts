import type { IncomingHttpHeaders } from 'node:http'

/** A received request. */
export interface GitHubRequest {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** A response; `link` is the header that names the next page. */
export interface Answer {
  status: number
  body: string
  link?: string
}

/** GitHub's response to a request that it rejects. */
export const errorAnswer = (status: number, message: string): Answer => ({
  status,
  body: JSON.stringify({
    message,
    documentation_url: 'https://docs.github.com/rest/commits/statuses#create-a-commit-status',
    status: `${status}`,
  }),
})

/** The fields of a request's body; none if it isn't JSON. */
export function parse(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body)
  } catch {
    return {}
  }
}
