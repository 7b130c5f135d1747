import { expect, test } from 'vitest'
import { actionlintFindings } from './actionlint.ts'
import { githubFindings } from './github-parser.ts'
import { ruleFindings } from './rules.ts'
import { readText, WORKFLOWS } from './workflow.ts'

test.each(WORKFLOWS)("%s is valid and follows this repository's rules", async path => {
  const text = readText(path)
  expect(await githubFindings(path, text)).toEqual([])
  expect(await actionlintFindings(path, text)).toEqual([])
  expect(ruleFindings(text)).toEqual([])
})
