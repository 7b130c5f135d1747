import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REPOSITORY } from '../support/runner/folders.ts'

/** WebAssembly in base64. */
const WASM = /AGFzbQ[A-Za-z0-9+/=]{1000,}/g

const read = (path: string) => readFileSync(join(REPOSITORY, path), 'utf8')

const FILES = globSync('dist/*.js', { cwd: REPOSITORY }).map(path => ({ path, code: read(path) }))

test("the code in dist/ isn't minified", () => {
  expect(FILES.length).toBeGreaterThan(3)
  for (const { path, code } of FILES) {
    const text = code.replace(WASM, '')
    expect(text.length / text.split('\n').length, path).toBeLessThan(60)
  }
})

test("the only WebAssembly in dist/ is that of undici's HTTP parsers", () => {
  const found = FILES.flatMap(({ code }) => code.match(WASM) ?? [])
  expect(found.length).toBeGreaterThan(0)
  const parsers = globSync('node_modules/undici/lib/{llhttp,milo}/*.js', { cwd: REPOSITORY })
  const known = parsers.map(read).join('\n')
  for (const wasm of found) expect(known.includes(wasm)).toBe(true)
})

test('nothing in dist/ can start a program', () => {
  expect(FILES.filter(({ code }) => code.includes('child_process'))).toEqual([])
})

test('nothing in dist/ runs text as code', () => {
  const running = /\beval\(|\bFunction\(['"`]|new Function\b|["'](node:)?vm["']/
  expect(FILES.filter(({ code }) => running.test(code)).map(({ path }) => path)).toEqual([])
})
