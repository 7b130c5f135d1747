// 429s that say "no money", not "not now".
const EXHAUSTED_CODES = new Set([
  'insufficient_quota',
  'credit_balance_exhausted',
  'billing_not_active',
  'billing_hard_limit_reached',
  'access_terminated',
])

/** Whether an error says, by `code` or `type`, that credit is used up, which no wait fixes. */
export function isQuotaExceeded({
  code,
  type,
}: {
  code: string | null
  type: string | null
}): boolean {
  return EXHAUSTED_CODES.has(code ?? '') || EXHAUSTED_CODES.has(type ?? '')
}

/** Whether `error.message` of an answer says that the key is good and lacks a scope. */
export function lacksScope(message: string | null): boolean {
  return /missing scopes/i.test(message ?? '')
}

// The codes in which Node tells what OpenSSL finds, Node's own, and undici's of a proxy.
const CERTIFICATE_CODES =
  /CERT|^CRL_|^UNABLE_TO_|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^HOSTNAME_MISMATCH$|^UND_ERR_PRX_TLS$/

/** The most bytes of an answer's body, hundreds of times as many as a page of a list has. */
export const MAX_BODY_BYTES = 10_000_000

/** The most bytes of an answer's headers. */
export const MAX_HEADER_BYTES = 16_384

/** Why an answer was not read to its end, where it is too large; null for every other fault. */
export function sizeLimitMessage({ code = '' }: { code?: string }): string | null {
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return 'the response is larger than 10 MB'
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'the response headers are larger than 16 KiB'
  return null
}

/** Whether a connection failed for a certificate: what does not verify now will not in a second. */
export function isCertificateFault({ code = '' }: { code?: string }): boolean {
  return CERTIFICATE_CODES.test(code)
}
