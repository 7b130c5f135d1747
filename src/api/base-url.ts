/** The base URL of OpenAI's API. */
export const DEFAULT_BASE_URL = 'https://api.openai.com/v1'

/** Where OpenAI exchanges GitHub's tokens for its own. */
export const DEFAULT_TOKEN_URL = 'https://auth.openai.com/oauth/token'
