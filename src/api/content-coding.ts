// `chunked` is how a body is sent, not compression.
const PLAIN = new Set(['', 'identity', 'chunked'])

/**
 * The codings that a response's body is compressed with, such as `gzip`; null if it's plain. Every
 * request asks for `identity` (RFC 9110, 12.5.3). Nothing is decompressed, because a few bytes
 * could become gigabytes.
 */
export function codingsOf(headers: Record<string, string>): string | null {
  const named = ['content-encoding', 'transfer-encoding'].flatMap(name =>
    (headers[name] ?? '').split(',').map(coding => coding.trim()),
  )
  const codings = named.filter(coding => !PLAIN.has(coding.toLowerCase()))
  return codings.length === 0 ? null : codings.join(', ')
}
