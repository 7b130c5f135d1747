import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { createKey } from './api/keys.ts'
import type { Api } from './api/types.ts'
import { type LoopbackServer, listen } from './loopback.ts'
import { allowAuthorization, allowInBody } from './runner/received-requests.ts'

/** What the services for tokens start with. */
export interface TokenServiceSetup {
  /** The project of each service account that the mapping allows. */
  accounts: Record<string, string>
  /** Seconds for which GitHub's token is valid; 300 by default. */
  jwtLifetime?: number
  /** `expires_in` of an access token; 3,600 by default, and omitted if null. */
  expiresIn?: number | null
  /** By how many seconds the clock of GitHub's service is off. */
  clockSkew?: number
  /** Claims over the default ones; an undefined one is absent. */
  claims?: Record<string, unknown>
  /** The services' time, in milliseconds since the Unix epoch; `Date.now` by default. */
  now?: () => number
  /** A response instead of the normal one, by the request's number, from 1. */
  interfere?: (service: 'github' | 'exchange', request: number) => TokenAnswer | undefined
}

/** A response of a token service; `reset` ends the connection. */
export type TokenAnswer =
  | { status: number; body: unknown; headers?: Record<string, string> }
  | 'reset'

/** A request that a token service received. */
export interface TokenServiceRequest {
  service: 'github' | 'exchange'
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
  status: number | 'reset'
  /** On the services' clock, in milliseconds since the Unix epoch. */
  at: number
}

/** GitHub's and OpenAI's services for tokens, each on its own port. */
export interface TokenService extends AsyncDisposable {
  /** What the runner sets for a job with `id-token: write`. */
  env: Record<string, string>
  /** The inputs that name these services. */
  inputs: Record<'identity-provider-id' | 'identity-token-url', string>
  requests: TokenServiceRequest[]
  /** Every token issued, and each signature: a list that grows. */
  issued: string[]
  /** The runner's request token. */
  requestToken: string
}

export const PROVIDER = 'idp_acme'
const AUDIENCE = 'https://api.openai.com/v1'
const FIELDS = {
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
}

interface Issued {
  aud: string
  expires: number
  isUsed: boolean
}

/** Starts GitHub's token service and OpenAI's token exchange, which checks every field. */
export async function startTokenService(
  api: Api,
  { now = Date.now, ...setup }: TokenServiceSetup,
): Promise<TokenService> {
  const requests: TokenServiceRequest[] = []
  const issued: string[] = []
  const jwts = new Map<string, Issued>()
  const requestToken = createKey('')
  const { jwtLifetime = 300, expiresIn = 3_600, clockSkew = 0 } = setup

  function issueJwt({ method, url, headers }: TokenServiceRequest): TokenAnswer {
    const { searchParams } = new URL(url, 'http://localhost')
    const isKnown = method === 'GET' && searchParams.get('api-version') === '2.0'
    if (!isKnown) return { status: 404, body: { message: `Not found: ${method} ${url}` } }
    if (headers.authorization !== `Bearer ${requestToken}`) {
      return { status: 401, body: { message: 'The request token is invalid.' } }
    }
    const aud = searchParams.get('audience') ?? 'https://github.com/octo-org'
    const iat = Math.floor(now() / 1000) + clockSkew
    const claims = {
      iss: 'https://token.actions.githubusercontent.com',
      aud,
      sub: 'repo:octo-org/octo-repo:ref:refs/heads/main',
      repository: 'octo-org/octo-repo',
      ref: 'refs/heads/main',
      workflow_ref: 'octo-org/octo-repo/.github/workflows/share.yml@refs/heads/main',
      iat,
      nbf: iat - 300,
      exp: iat + jwtLifetime,
      jti: randomBytes(16).toString('hex'),
      ...setup.claims,
    }
    const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
    const signature = createKey('')
    const jwt = `${encode({ typ: 'JWT', alg: 'RS256' })}.${encode(claims)}.${signature}`
    jwts.set(jwt, { aud, expires: now() + jwtLifetime * 1000, isUsed: false })
    issued.push(jwt, signature)
    allowInBody(`http://${exchange.host}`, jwt)
    return { status: 200, body: { value: jwt } }
  }

  function exchangeJwt({ method, url, headers, body }: TokenServiceRequest): TokenAnswer {
    const isKnown = method === 'POST' && url === '/oauth/token'
    if (!isKnown) return { status: 404, body: { error: { message: 'Not found' } } }
    const refuse = (error_description: string, error = 'invalid_request') => ({
      status: 400,
      body: { error, error_description },
    })
    if (headers.authorization !== undefined) return refuse('No authorization is expected.')
    if (headers['content-type'] !== 'application/json') return refuse('JSON is expected.')
    const { subject_token, identity_provider_id, service_account_id, ...fields } = JSON.parse(body)
    if (JSON.stringify(fields) !== JSON.stringify(FIELDS)) return refuse('A field is wrong.')
    const jwt = jwts.get(subject_token)
    if (jwt === undefined || jwt.isUsed || jwt.expires <= now()) {
      return refuse('The subject token is invalid.', 'invalid_grant')
    }
    jwt.isUsed = true
    const projectId = setup.accounts[service_account_id]
    const isMapped = identity_provider_id === PROVIDER && jwt.aud === AUDIENCE
    if (!isMapped || projectId === undefined) {
      return refuse('No mapping matches the subject token.', 'invalid_grant')
    }
    const token = createKey('')
    const lifetime = (expiresIn ?? 3_600) * 1000
    api.allowToken(token, { projectId, expires: Math.min(jwt.expires, now() + lifetime) })
    issued.push(token)
    const answer = {
      access_token: token,
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      token_type: 'Bearer',
      ...(expiresIn === null ? {} : { expires_in: expiresIn }),
    }
    return { status: 200, body: answer }
  }

  const start = (service: TokenServiceRequest['service']): Promise<LoopbackServer> =>
    listen(
      serve(async (incoming, response) => {
        const { method = '', url = '', headers } = incoming
        const body = await text(incoming)
        const request: TokenServiceRequest = {
          ...{ service, method, url, headers, body, status: 'reset', at: now() },
        }
        requests.push(request)
        const count = requests.filter(one => one.service === service).length
        const answer =
          setup.interfere?.(service, count) ??
          (service === 'github' ? issueJwt(request) : exchangeJwt(request))
        if (answer === 'reset') return void response.socket?.resetAndDestroy()
        request.status = answer.status
        response.writeHead(answer.status, {
          'content-type': 'application/json',
          'x-request-id': `req_${randomBytes(8).toString('hex')}`,
          ...answer.headers,
        })
        response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
      }),
    )
  const github = await start('github')
  const exchange = await start('exchange')
  const url = `http://${github.host}/token?api-version=2.0`
  allowAuthorization(url, [`Bearer ${requestToken}`])

  return {
    env: { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken },
    inputs: {
      'identity-provider-id': PROVIDER,
      'identity-token-url': `http://${exchange.host}/oauth/token`,
    },
    requests,
    issued,
    requestToken,
    async [Symbol.asyncDispose]() {
      await github[Symbol.asyncDispose]()
      await exchange[Symbol.asyncDispose]()
    },
  }
}

function serve(
  handle: (incoming: IncomingMessage, response: ServerResponse) => Promise<void>,
): Server {
  const server = createServer((incoming, response) => void handle(incoming, response))
  server.keepAliveTimeout = 0
  return server
}
