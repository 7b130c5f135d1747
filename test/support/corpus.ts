import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'

const FOLDER = new URL('../corpus/', import.meta.url)

/** The key of the step in the kept cases. */
export const CORPUS_KEY = 'sk-admin-Zq7Wx2Vk9Tm4Rb8Yc3Ln6'

/** The kept cases for a reader of foreign text, by name, as text. */
export function corpusOf(reader: string): [name: string, text: string][] {
  const folder = new URL(`${reader}/`, FOLDER)
  return readdirSync(folder)
    .sort()
    .map(name => [name, readFileSync(new URL(name, folder), 'utf8')])
}

const CORE = CORPUS_KEY.replace('sk-admin-', '')
const PARTS = Array.from(CORE.slice(7), (_, at) => CORE.slice(at, at + 8))

/** Expects that a text shows no part of the step's key. */
export function expectNoKey(text: string): void {
  expect(PARTS.filter(part => text.includes(part))).toEqual([])
}

/**
 * Expects that a call takes at most this much of the processor's time, which a busy machine changes
 * less than the time on the clock.
 */
export function expectWithin<T>(milliseconds: number, call: () => T): T {
  const start = process.cpuUsage()
  const result = call()
  const { user, system } = process.cpuUsage(start)
  expect((user + system) / 1000).toBeLessThan(milliseconds)
  return result
}
