import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE_BYTES = 8

/** The same picture in fewer bytes: Chromium compresses for speed. */
export function smaller(png: Buffer): Buffer {
  const chunks = chunksOf(png)
  const pixels = inflateSync(Buffer.concat(chunks.filter(isPixels).map(({ data }) => data)))
  const first = chunks.findIndex(isPixels)
  const packed = { type: 'IDAT', data: deflateSync(unfiltered(pixels, chunks), { level: 9 }) }
  const kept = chunks.filter(chunk => !isPixels(chunk)).toSpliced(first, 0, packed)
  return Buffer.concat([png.subarray(0, SIGNATURE_BYTES), ...kept.map(written)])
}

interface Chunk {
  type: string
  data: Buffer
}

const isPixels = ({ type }: Chunk) => type === 'IDAT'

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = SIGNATURE_BYTES; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const data = png.subarray(at + 8, at + 8 + length)
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data })
    at += length + 12
  }
  return chunks
}

function written({ type, data }: Chunk): Buffer {
  const chunk = Buffer.alloc(data.length + 12)
  chunk.writeUInt32BE(data.length)
  chunk.write(type, 4, 'latin1')
  data.copy(chunk, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4)
  return chunk
}

/** Lines without a filter, which suits text on one colour best. */
function unfiltered(pixels: Buffer, [header]: readonly Chunk[]): Buffer {
  if (header === undefined) throw new Error('The picture has no header')
  const [width, channels] = [header.data.readUInt32BE(0), header.data[9] === 6 ? 4 : 3]
  const stride = width * channels + 1
  const plain = Buffer.from(pixels)
  for (let line = 0; line < plain.length; line += stride) {
    const filter = plain[line] ?? 0
    plain[line] = 0
    for (let at = line + 1; at < line + stride; at++) {
      const hasLeft = at - line > channels
      const left = hasLeft ? (plain[at - channels] ?? 0) : 0
      const up = plain[at - stride] ?? 0
      const corner = hasLeft ? (plain[at - stride - channels] ?? 0) : 0
      plain[at] = (plain[at] ?? 0) + predicted(filter, left, up, corner)
    }
  }
  return plain
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left
    case 2:
      return up
    case 3:
      return (left + up) >> 1
    case 4: {
      const [a, b, c] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs)
      if (a === undefined || b === undefined || c === undefined) return 0
      return a <= b && a <= c ? left : b <= c ? up : corner
    }
    default:
      return 0
  }
}
