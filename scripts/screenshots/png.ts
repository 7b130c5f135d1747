import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE_BYTES = 8
const MAX_COLORS = 256
const PALETTE_TYPE = 3

/**
 * The same image in far fewer bytes, reduced to its 256 most frequent colors. That is enough for
 * text and lines; the remaining colors (emoji) use the nearest one.
 */
export function reduceColors(png: Buffer): Buffer {
  const chunks = chunksOf(png)
  const header = Buffer.from(chunks[0]?.data ?? [])
  const width = header.readUInt32BE(0)
  const pixels = inflateSync(Buffer.concat(chunks.filter(isPixels).map(({ data }) => data)))
  const channels = header[9] === 6 ? 4 : 3
  const colors = colorsOf(removeFilters(pixels, width, channels), width, channels)
  const palette = mostFrequent(colors)
  header[9] = PALETTE_TYPE
  const kept = [
    { type: 'IHDR', data: header },
    { type: 'PLTE', data: Buffer.from(palette.flatMap(channelsOf)) },
    { type: 'IDAT', data: deflateSync(toIndexes(colors, palette, width), { level: 9 }) },
    { type: 'IEND', data: Buffer.alloc(0) },
  ]
  return Buffer.concat([png.subarray(0, SIGNATURE_BYTES), ...kept.map(encodeChunk)])
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

function encodeChunk({ type, data }: Chunk): Buffer {
  const chunk = Buffer.alloc(data.length + 12)
  chunk.writeUInt32BE(data.length)
  chunk.write(type, 4, 'latin1')
  data.copy(chunk, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4)
  return chunk
}

/** The pixels as `0xRRGGBB`. */
function colorsOf(plain: Buffer, width: number, channels: number): number[] {
  const stride = width * channels + 1
  const lines = plain.length / stride
  return Array.from({ length: width * lines }, (_, index) => {
    const at = Math.floor(index / width) * stride + 1 + (index % width) * channels
    return plain.readUIntBE(at, 3)
  })
}

const channelsOf = (color: number) => [color >> 16, (color >> 8) & 255, color & 255]

function mostFrequent(colors: readonly number[]): number[] {
  const counts = new Map<number, number>()
  for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1)
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a)
  return sorted.slice(0, MAX_COLORS).map(([color]) => color)
}

/** Lines of palette indexes, without a filter. */
function toIndexes(colors: readonly number[], palette: readonly number[], width: number): Buffer {
  const indexes = new Map(palette.map((color, index) => [color, index]))
  const lines = Buffer.alloc(colors.length + colors.length / width)
  for (const [index, color] of colors.entries()) {
    const paletteIndex = indexes.get(color) ?? nearest(color, palette)
    indexes.set(color, paletteIndex)
    lines[index + Math.floor(index / width) + 1] = paletteIndex
  }
  return lines
}

function nearest(color: number, palette: readonly number[]): number {
  const wanted = channelsOf(color)
  const distances = palette.map(one =>
    channelsOf(one).reduce((sum, value, at) => sum + (value - (wanted[at] ?? 0)) ** 2, 0),
  )
  return distances.indexOf(Math.min(...distances))
}

/** Lines without a filter. */
function removeFilters(pixels: Buffer, width: number, channels: number): Buffer {
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
      plain[at] = (plain[at] ?? 0) + predict(filter, left, up, corner)
    }
  }
  return plain
}

function predict(filter: number, left: number, up: number, corner: number): number {
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
