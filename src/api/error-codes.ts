// 429s about billing. Waiting doesn't help.
const EXHAUSTED_CODES: ReadonlySet<string | null> = new Set([
  'insufficient_quota',
  'credit_balance_exhausted',
  'billing_not_active',
  'billing_hard_limit_reached',
  'access_terminated',
])

/** Whether an error's `code` or `type` shows that credit is used up, so waiting doesn't help. */
export function isQuotaExceeded({
  code,
  type,
}: {
  code: string | null
  type: string | null
}): boolean {
  return EXHAUSTED_CODES.has(code) || EXHAUSTED_CODES.has(type)
}

/** Whether an error message shows that the key is valid but lacks a scope. */
export function lacksScope(message: string | null): boolean {
  return /missing scopes/i.test(message ?? '')
}

// Node's codes for OpenSSL's errors, Node's own codes, and undici's code for a proxy.
const CERTIFICATE_CODES =
  /CERT|^CRL_|^UNABLE_TO_|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^HOSTNAME_MISMATCH$|^UND_ERR_PRX_TLS$/

/** Maximum size of a response body: hundreds of times the size of a list page. */
export const MAX_BODY_BYTES = 10_000_000

/** Maximum size of a response's headers. */
export const MAX_HEADER_BYTES = 16_384

/** A message for a response that's too large; null for other faults. */
export function sizeLimitMessage({ code }: { code?: string }): string | null {
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return 'the response is larger than 10 MB'
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'the response headers are larger than 16 KiB'
  return null
}

/** Whether a connection failed because of a certificate, so a retry doesn't help. */
export function isCertificateFault({ code = '' }: { code?: string }): boolean {
  return CERTIFICATE_CODES.test(code)
}
