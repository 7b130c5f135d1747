import type { InputName } from './defaults.ts'

const NAMES: Partial<Record<InputName, readonly string[]>> = {
  'admin-key': ['admin-api-key', 'openai-admin-key', 'openai-admin-api-key'],
  'api-key': ['openai-api-key', 'project-api-key', 'project-key'],
  'checkpoint-id': [
    'checkpoint',
    'checkpoints',
    'checkpoint-name',
    'fine-tuned-checkpoint',
    'fine-tuned-model',
    'fine-tuned-models',
  ],
  'fine-tuning-job-id': [
    'fine-tune-job-id',
    'fine-tuning-id',
    'fine-tuning-job',
    'fine-tuning-jobs',
    'job-id',
    'job-ids',
  ],
  'project-ids': ['project', 'projects', 'project-id', 'project-list', 'target-projects'],
  'owning-project-id': ['owner-project', 'owner-project-id', 'owning-project', 'project-owner'],
  'sharing-file': ['share-file', 'sharing', 'sharing-config', 'sharing-path', 'sharing-yaml'],
  'service-account-id': ['openai-service-account', 'openai-service-account-id'],
  'identity-provider-id': [
    'oidc-provider-id',
    'openai-identity-provider',
    'openai-identity-provider-id',
    'provider-id',
    'workload-identity-provider',
    'workload-identity-provider-id',
  ],
  'identity-audience': ['id-token-audience', 'oidc-audience', 'token-audience'],
  'identity-token-url': ['identity-url', 'oauth-token-url', 'token-exchange-url', 'token-url'],
  mode: ['action-mode', 'share-mode', 'sharing-mode'],
  'dry-run': ['dry-run-only', 'dry-run-mode', 'is-dry-run', 'no-write', 'plan-only'],
  exact: ['check-exact', 'exact-match', 'is-exact'],
  'max-revocations': [
    'max-deletions',
    'max-removals',
    'max-revocation-count',
    'max-revoked',
    'max-revokes',
    'maximum-revocations',
    'revocation-limit',
    'revocations-limit',
  ],
  'job-checkpoints': ['checkpoints-of-job', 'job-checkpoint-ids', 'which-checkpoints'],
  'wait-timeout-minutes': ['wait-minutes', 'wait-timeout'],
  'share-timeout-minutes': ['share-minutes', 'share-timeout', 'sharing-timeout-minutes'],
  'verify-keys': ['keys-to-verify', 'verification-keys', 'verify-api-keys'],
  'verify-service-accounts': [
    'accounts-to-verify',
    'verification-accounts',
    'verification-service-accounts',
    'verify-accounts',
  ],
  'base-url': ['api-base-url', 'openai-base-url'],
  'commit-status': ['commit-status-name'],
}

/** Other names that users are likely to write, and the inputs that they mean. */
export const OTHER_NAMES: ReadonlyMap<string, InputName> = new Map(
  (Object.entries(NAMES) as [InputName, readonly string[]][]).flatMap(([input, names]) =>
    names.map(name => [name, input] as const),
  ),
)
