// 429s that say "no money", not "not now".
const EXHAUSTED_CODES = new Set(['insufficient_quota', 'credit_balance_exhausted'])

/** Whether `error.code` of an answer says that credit is used up, which no waiting mends. */
export function isExhausted(code: string | null): boolean {
  return code !== null && EXHAUSTED_CODES.has(code)
}

/** Whether `error.message` of an answer says that the key is good and lacks a scope. */
export function lacksScope(message: string | null): boolean {
  return /missing scopes/i.test(message ?? '')
}

// The codes in which Node tells what OpenSSL finds, Node's own, and undici's of a proxy.
const CERTIFICATE_CODES =
  /CERT|^CRL_|^UNABLE_TO_|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^HOSTNAME_MISMATCH$|^UND_ERR_PRX_TLS$/

/** Whether a connection failed for a certificate: what does not verify now will not in a second. */
export function isCertificateFault({ code = '' }: { code?: string }): boolean {
  return CERTIFICATE_CODES.test(code)
}
