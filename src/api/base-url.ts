/** OpenAI's own API. */
export const DEFAULT_BASE_URL = 'https://api.openai.com/v1'
