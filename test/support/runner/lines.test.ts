import { expect, test } from 'vitest'
import { Lines } from './lines.ts'

test.each([
  ['at each kind of line break', ['a\nb\r\nc\rd\n\n'], ['a', 'b', 'c', 'd', '']],
  ['at one break if its two halves are split', ['a\r', '\nb\r', 'c\r'], ['a', 'b', 'c']],
  ['only at line breaks', ['a', 'b', '\nc'], ['ab', 'c']],
])('lines end %s', (_, chunks, expected) => {
  const seen: string[] = []
  const lines = new Lines(line => seen.push(line))
  for (const chunk of chunks) lines.add(Buffer.from(chunk))
  lines.end()
  expect(seen).toEqual(expected)
  expect(lines.text('\n')).toBe(chunks.join(''))
  expect(lines.text('\r\n')).toBe(chunks.join('').replaceAll('\r\n', '\n'))
})

test('a character whose bytes are split is put together, and so is a byte order mark', () => {
  const seen: string[] = []
  const lines = new Lines(line => seen.push(line))
  for (const byte of Buffer.from('\ufeffé…\n')) lines.add(Buffer.from([byte]))
  expect(seen).toEqual(['\ufeffé…'])
  expect(lines.text()).toBe('\ufeffé…\n')
})
