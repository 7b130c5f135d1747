import type { Answer } from '../support/api.ts'

/** A response to every list of permissions, and how a step handles it. */
export interface AnswerCase {
  answer: Answer
  /** How the advice starts; null for none. */
  advice: string | null
  result: 'unavailable' | 'failed'
  /** How many requests the step sends; 'retried' for those of two minutes. */
  requests: number | 'retried'
}

const error = (message: string | null, code: string | null = null, type = 'x') => ({
  error: { message, type, param: null, code },
})
const html = { 'content-type': 'text/html' }
const page = (title: string) => `<!DOCTYPE html><html><title>${title}</title></html>`
const model = "does not have access to model 'ft:a'"

const KEY = 'Store a new key in the secret for admin-key. This one may be mistyped'
const SCOPE = 'Create an admin key that has the scope api.fine_tuning.checkpoints.read.'
const BILLING = "Check the organization's billing settings and limits."
const OWNER = 'Ask an organization owner to contact OpenAI.'
const REGION = 'Use a runner in a country that the API supports.'
const IP = 'Use a runner with a fixed IP address'
const PATH =
  'Check base-url. It usually ends with /v1 (on Azure, /openai/v1), without an endpoint after it.'
const CHECKPOINT = 'Check the checkpoint ID.'
const FIREWALL = 'Allow this runner to reach the host of base-url.'
const SCOPES = 'Missing scopes: api.fine_tuning.checkpoints.read.'

/** A final response with this status and body. */
const final = (
  result: AnswerCase['result'],
  advice: string | null,
  status: number,
  body: unknown,
  headers: Answer['headers'] = {},
): AnswerCase => ({ answer: { status, body, headers }, advice, result, requests: 1 })
const unavailable = final.bind(null, 'unavailable')
const failed = final.bind(null, 'failed')

const retried = (status: number, body: unknown, advice: string | null = null): AnswerCase => ({
  answer: { status, body },
  advice,
  result: 'unavailable',
  requests: 'retried',
})

/** All known statuses and forms of errors, by name. */
export const ANSWERS: Record<string, AnswerCase> = {
  '200 with an error that passes': retried(200, { error: 'The engine is overloaded' }),
  '200 with a rejected key': unavailable(KEY, 200, error('No', 'invalid_api_key')),
  '200 with used up credit': unavailable(BILLING, 200, error('No', null, 'insufficient_quota')),
  '200 with a page': retried(200, page('Sign in')),
  '200 compressed': unavailable('Turn off compression', 200, 'x', { 'content-encoding': 'gzip' }),
  '302 to a sign-in': failed(null, 302, '', { location: 'https://login.example' }),
  '400 unclear': failed(null, 400, error('Bad')),
  '400 about the checkpoint': failed(CHECKPOINT, 400, error("'ft:a' does not exist")),
  '401 with a wrong key': unavailable(KEY, 401, error('Incorrect API key', 'invalid_api_key')),
  '401 with a wrong key, by code': unavailable(KEY, 401, error(null, 'invalid_api_key')),
  '401 of a gateway about a token': unavailable(KEY, 401, { detail: 'The token has expired' }),
  '401 of Azure': unavailable(KEY, 401, { statusCode: 401, message: 'Invalid subscription key' }),
  '401 without words': unavailable(null, 401, ''),
  '401 unclear': unavailable(null, 401, { message: 'Unauthorized' }),
  '401 with a page': unavailable(null, 401, page('Sign in'), html),
  '401 without a scope': unavailable(SCOPE, 401, error(SCOPES)),
  '401 of another region': unavailable(
    'Set base-url to https://eu.api.openai.com/v1.',
    401,
    error('Please make your request to eu.api.openai.com', 'incorrect_hostname'),
  ),
  '401 of a region, by words': unavailable('Set base-url to https://jp.api.openai.com/v1.', 401, {
    error: 'Wrong host: make your request to jp.api.openai.com.',
  }),
  // Keys go to base-url, so only OpenAI's own hosts are suggested.
  '401 of a region elsewhere': unavailable(
    "Set base-url to the host of the project's region, such as https://eu.api.openai.com/v1.",
    401,
    error('Please make your request to eu.api.openai.com.evil.example', 'incorrect_hostname'),
  ),
  '401 of an IP allow list': unavailable(IP, 401, error('Your IP 192.0.2.1 is not authorized')),
  '403 of an IP allow list': unavailable(IP, 403, error('IP address not allowed by the project')),
  '401 of a deactivated account': unavailable(OWNER, 401, error('No', 'account_deactivated')),
  '401 of an account, by words': unavailable(
    OWNER,
    401,
    error('Your account has been deactivated. Check the key.'),
  ),
  '401 of an archived project': unavailable(
    'Use a key of an active project in admin-key.',
    401,
    error('The project of this API key has been archived'),
  ),
  '403 of a country': unavailable(REGION, 403, error(null, 'unsupported_country_region_territory')),
  '403 of a country, by type': unavailable(
    REGION,
    403,
    error('No', null, 'unsupported_country_region_territory'),
  ),
  '403 of a country, by words': unavailable(REGION, 403, {
    error: 'Country, region, or territory not supported',
  }),
  '403 with a page': unavailable(FIREWALL, 403, page('Just a moment…'), html),
  '403 with a page of no type': unavailable(FIREWALL, 403, '<html><h1>Blocked'),
  '403 with a compressed page': unavailable(FIREWALL, 403, 'x', {
    ...html,
    'content-encoding': 'br',
  }),
  '403 unclear': failed(null, 403, error('Forbidden')),
  '403 with plain text': failed(null, 403, 'Forbidden'),
  '403 without a scope': unavailable(SCOPE, 403, { error: SCOPES }),
  '403 of a model policy': failed(
    "Allow the model in the project's limits.",
    403,
    error(`Project proj_a ${model}`, 'model_not_found'),
  ),
  '404 about the checkpoint': failed(CHECKPOINT, 404, error("Checkpoint 'ft:a' not found")),
  '404 without words': failed(null, 404, ''),
  '404 with plain text': failed(null, 404, 'default backend'),
  '404 of an invalid URL': unavailable(PATH, 404, error('Invalid URL (GET /fine_tuning/ft:a)')),
  '404 of an unknown URL': unavailable(PATH, 404, error('No', 'unknown_url')),
  '404 of an unknown URL, by type': unavailable(PATH, 404, error('No', null, 'unknown_url')),
  '404 of a framework': unavailable(PATH, 404, { detail: 'Not Found' }),
  '404 of another framework': unavailable(PATH, 404, {
    statusCode: 404,
    error: 'Not Found',
    message: 'Cannot GET /fine_tuning/checkpoints/ft:a/permissions',
  }),
  '404 of Azure': unavailable(PATH, 404, { error: { code: '404', message: 'Resource not found' } }),
  '404 with a page': unavailable(PATH, 404, page('404 Not Found'), html),
  '404 of a server': unavailable(PATH, 404, '404 page not found\n'),
  '408': retried(408, error('Too slow')),
  '409': retried(409, error('Busy')),
  '422': failed(null, 422, { detail: [{ msg: 'not found' }] }),
  '500': retried(500, error('Oops', 'insufficient_quota')),
  '502 with a page': retried(502, page('Bad gateway')),
  '503': retried(503, { message: 'Incorrect API key' }),
  ...Object.fromEntries(
    [
      'insufficient_quota',
      'credit_balance_exhausted',
      'billing_not_active',
      'billing_hard_limit_reached',
    ].flatMap(code => [
      [`429 of the code ${code}`, unavailable(BILLING, 429, error('No', code, 'requests'))],
      [`429 of the type ${code}`, unavailable(BILLING, 429, error('No', null, code))],
    ]),
  ),
  '429 of the code access_terminated': unavailable(OWNER, 429, error('No', 'access_terminated')),
  '429 of the type access_terminated': unavailable(
    OWNER,
    429,
    error('No', null, 'access_terminated'),
  ),
  '429 that forbids a retry': unavailable(null, 429, error('No'), { 'x-should-retry': 'false' }),
}
