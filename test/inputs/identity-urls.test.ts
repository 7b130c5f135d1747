import { expect, test } from 'vitest'
import { type Given, issuesOf, RUNNER, WAIT } from './identity-env.ts'

test.each<[string, Given, string]>([
  [
    'a token URL in clear text',
    { ...WAIT, 'identity-token-url': 'http://auth.example/token', 'identity-audience': 'x' },
    'identity-token-url: identity-token-url: "http://auth.example/token" would send tokens unencrypted. Use https, or http only on loopback.',
  ],
  [
    'a token URL with a password',
    { ...WAIT, 'identity-token-url': 'https://a:b@auth.example', 'identity-audience': 'x' },
    'identity-token-url: identity-token-url contains a user name or password. Remove it, and pass keys in admin-key or api-key.',
  ],
  [
    'a foreign token URL that would get a token for OpenAI',
    { ...WAIT, 'identity-token-url': 'https://auth.example/token' },
    'identity-token-url: identity-token-url: auth.example must not receive a token for OpenAI. Set identity-audience to the audience that auth.example expects.',
  ],
  [
    'a host that resembles OpenAI',
    { ...WAIT, 'identity-token-url': 'https://notopenai.com/token' },
    'identity-token-url: identity-token-url: notopenai.com must not receive a token for OpenAI. Set identity-audience to the audience that notopenai.com expects.',
  ],
  [
    'a host that starts like one of OpenAI',
    { ...WAIT, 'identity-token-url': 'https://auth.openai.com.example/token' },
    'identity-token-url: identity-token-url: auth.openai.com.example must not receive a token for OpenAI. Set identity-audience to the audience that auth.openai.com.example expects.',
  ],
  [
    'a host that starts like that of the API',
    { ...WAIT, 'base-url': 'https://api.openai.com.example/v1' },
    "identity-token-url: identity-token-url is OpenAI's, but base-url is api.openai.com.example, which must not receive OpenAI's access tokens. Set identity-token-url to that of api.openai.com.example, or remove base-url.",
  ],
  [
    'a foreign base URL that would get a token of OpenAI, whose host ends with a dot',
    {
      ...WAIT,
      'base-url': 'https://gateway.example/v1',
      'identity-token-url': 'https://auth.openai.com./oauth/token',
      'identity-audience': 'another',
    },
    "identity-token-url: identity-token-url is OpenAI's, but base-url is gateway.example, which must not receive OpenAI's access tokens. Set identity-token-url to that of gateway.example, or remove base-url.",
  ],
  [
    'a token URL that is not a URL',
    { ...WAIT, 'identity-token-url': 'nonsense' },
    'identity-token-url: identity-token-url: "nonsense" isn\'t a valid URL. Use one such as https://auth.openai.com/oauth/token.',
  ],
  [
    'a base URL with a key',
    { ...WAIT, 'base-url': 'https://sk-proj-0123456789abcdef.example/v1' },
    'base-url: base-url contains an API key. Remove it, and pass keys in admin-key or api-key.',
  ],
  [
    'a host that resembles that of the API',
    { ...WAIT, 'base-url': 'https://notapi.openai.com/v1' },
    "identity-token-url: identity-token-url is OpenAI's, but base-url is notapi.openai.com, which must not receive OpenAI's access tokens. Set identity-token-url to that of notapi.openai.com, or remove base-url.",
  ],
  [
    'a key in the audience',
    { ...WAIT, 'identity-audience': 'sk-proj-0123456789abcdef' },
    'identity-audience: identity-audience contains an API key. Remove it, and pass keys in admin-key or api-key.',
  ],
  [
    'a foreign base URL that would get a token of OpenAI',
    { ...WAIT, 'base-url': 'https://gateway.example/v1' },
    "identity-token-url: identity-token-url is OpenAI's, but base-url is gateway.example, which must not receive OpenAI's access tokens. Set identity-token-url to that of gateway.example, or remove base-url.",
  ],
])('%s is an error', (_, inputs, issue) => {
  expect(issuesOf(inputs)).toEqual([issue])
})

test.each([
  ['a region', { ...WAIT, 'base-url': 'https://eu.api.openai.com/v1' }],
  ['another URL of OpenAI', { ...WAIT, 'identity-token-url': 'https://auth2.openai.com/token' }],
  ['the shortest host of OpenAI', { ...WAIT, 'identity-token-url': 'https://openai.com/token' }],
  [
    'a gateway with its own token service',
    {
      ...WAIT,
      'base-url': 'https://gateway.example/v1',
      'identity-token-url': 'https://gateway.example/token',
      'identity-audience': 'gateway',
    },
  ],
])('%s is fine', (_, inputs) => {
  expect(issuesOf(inputs)).toEqual([])
})

test.each(['http://pipelines.example/token', 'nonsense'])(
  "a runner's URL that isn't safe, %s, is an error",
  url => {
    expect(issuesOf(WAIT, { ...RUNNER, ACTIONS_ID_TOKEN_REQUEST_URL: url })).toContain(
      "ACTIONS_ID_TOKEN_REQUEST_URL: ACTIONS_ID_TOKEN_REQUEST_URL, which the runner sets, isn't an https URL. Update the runner.",
    )
  },
)

test.each([
  ['api.openai.com,pipelines.example', 'the token URL'],
  ['api.openai.com,auth.openai.com', "the runner's URL"],
])('with NO_PROXY=%s, a proxy that cannot be used is reported for %s', NO_PROXY => {
  expect(issuesOf(WAIT, { ...RUNNER, HTTPS_PROXY: 'socks5://proxy.example', NO_PROXY })).toEqual([
    "HTTPS_PROXY: HTTPS_PROXY isn't a valid http or https URL. Use one such as http://proxy.example:8080.",
  ])
})

test('a proxy that cannot be used is reported once', () => {
  const issues = issuesOf(WAIT, { ...RUNNER, HTTPS_PROXY: 'socks5://proxy.example' })
  expect(issues.filter(issue => issue.startsWith('HTTPS_PROXY'))).toHaveLength(1)
})
