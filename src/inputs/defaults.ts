import { DEFAULT_BASE_URL, DEFAULT_TOKEN_URL } from '../api/base-url.ts'

/** Every input that action.yml declares, with the default it names there. */
export const INPUT_DEFAULTS = {
  'admin-key': '',
  'checkpoint-id': '',
  'fine-tuning-job-id': '',
  'project-ids': '',
  'project-names': '',
  'owning-project-id': '',
  'sharing-file': '',
  mode: 'grant',
  'dry-run': 'false',
  exact: 'false',
  'max-revocations': '10',
  'api-key': '',
  'service-account-id': '',
  'identity-provider-id': '',
  'identity-audience': 'https://api.openai.com/v1',
  'identity-token-url': DEFAULT_TOKEN_URL,
  'job-checkpoints': 'final',
  'wait-timeout-minutes': '60',
  'verify-keys': '',
  'verify-service-accounts': '',
  'share-timeout-minutes': '30',
  'base-url': DEFAULT_BASE_URL,
  'commit-status': '',
  'github-token': '',
  'show-summary': 'true',
} as const
/** The name of a declared input. */
export type InputName = keyof typeof INPUT_DEFAULTS
