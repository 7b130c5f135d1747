/** The base URL of OpenAI's API. */
export const DEFAULT_BASE_URL = 'https://api.openai.com/v1'
