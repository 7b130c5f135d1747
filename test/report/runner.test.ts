import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as core from '@actions/core'
import fc from 'fast-check'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as runner from '../../src/report/runner.ts'

// GitHub's own library says what the runner understands.
const folder = mkdtempSync(join(tmpdir(), 'runner-'))
const file = join(folder, 'file')
afterAll(() => rmSync(folder, { recursive: true }))

const said: string[] = []
beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation(chunk => said.push(String(chunk)) > 0)
  writeFileSync(file, '')
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

/** What is printed, and what is written into the runner's file, without the random word. */
function taken(action: () => unknown): string[] {
  said.length = 0
  writeFileSync(file, '')
  action()
  const word = /ghadelimiter_[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g
  return [said.join(''), readFileSync(file, 'utf8').replace(word, 'END')]
}

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[%\r\n:,;=a\d]{0,12}$/))
const title = text.filter(it => it !== '')

test('every command is written as GitHub’s own library writes it', () => {
  fc.assert(
    fc.property(text, title, fc.nat(), fc.nat(), (message, name, line, column) => {
      const place = { file: `${name}.yml`, line, col: column }
      const theirs = { file: place.file, startLine: line, startColumn: column }
      const pairs: [() => void, () => void][] = [
        [() => runner.mask(message), () => core.setSecret(message)],
        [() => runner.writeLines([message]), () => core.info(message)],
        [() => runner.startGroup(message), () => core.startGroup(message)],
        [() => runner.endGroup(), () => core.endGroup()],
        [
          () => runner.annotation('error', message, { title: name }),
          () => core.error(message, { title: name }),
        ],
        [
          () => runner.annotation('warning', message, { title: name, ...place }),
          () => core.warning(message, { title: name, ...theirs }),
        ],
      ]
      for (const [ours, library] of pairs) expect(taken(ours)).toEqual(taken(library))
    }),
  )
})

test.each(['file', ''])('outputs are written as by GitHub’s own library (%s)', where => {
  vi.stubEnv('GITHUB_OUTPUT', where && file)
  const value = fc.oneof(text, fc.nat(), fc.boolean())
  fc.assert(
    fc.property(fc.dictionary(title, value, { minKeys: 1 }), outputs => {
      const ours = taken(() => runner.setOutputs(outputs))
      const each = Object.entries(outputs)
      const theirs = () => each.forEach(([name, given]) => void core.setOutput(name, given))
      expect(ours).toEqual(taken(theirs))
      expect(ours.join('').length).toBeGreaterThan(each.length)
    }),
  )
})

test('the word that ends an output is another one each time', () => {
  vi.stubEnv('GITHUB_OUTPUT', file)
  runner.setOutputs({ a: '', b: '' })
  runner.setOutputs({ c: '' })
  const words = readFileSync(file, 'utf8').match(/(?<=<<).*$/gm)
  expect(words).toHaveLength(3)
  expect(new Set(words)).toHaveLength(2)
})

test('the summary is added to what is there, and a file that is not there is not made', () => {
  vi.stubEnv('GITHUB_STEP_SUMMARY', file)
  runner.addSummary('one\n')
  runner.addSummary('two\n')
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n')
  vi.stubEnv('GITHUB_STEP_SUMMARY', join(folder, 'none'))
  expect(() => runner.addSummary('three')).toThrow('ENOENT')
  vi.stubEnv('GITHUB_STEP_SUMMARY', '')
  expect(() => runner.addSummary('four')).toThrow('GITHUB_STEP_SUMMARY')
})
