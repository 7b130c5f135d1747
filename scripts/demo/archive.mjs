import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'

/** @param {Buffer} bytes */
export function integrityOf(bytes) {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`
}

/**
 * Files of a package's archive, by name. A header of 512 bytes precedes each file in it.
 * @param {Buffer} archive
 * @returns {Map<string, Buffer>}
 */
export function filesOf(archive) {
  const tar = gunzipSync(archive)
  const files = new Map()
  for (let at = 0; at + 512 <= tar.length; ) {
    const field = (/** @type {number} */ from, /** @type {number} */ length) =>
      tar.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '')
    const size = Number.parseInt(field(124, 12), 8) || 0
    files.set(field(0, 100).replace(/^package\//, ''), tar.subarray(at + 512, at + 512 + size))
    at += 512 + Math.ceil(size / 512) * 512
  }
  return files
}
