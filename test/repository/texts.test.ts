import { globSync } from 'node:fs'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { REPOSITORY } from '../support/runner/folders.ts'
import { readText } from './workflow.ts'

const text = v.pipe(v.string(), v.nonEmpty())
const validations = v.optional(v.strictObject({ required: v.boolean() }))
const message = { label: text, description: v.optional(text) }
const open = { ...message, placeholder: v.optional(text), render: v.optional(text) }
const options = v.array(v.strictObject({ label: text, required: v.optional(v.boolean()) }))

/** What GitHub accepts as a form; it silently ignores invalid ones. */
const form = v.strictObject({
  name: text,
  description: text,
  labels: v.array(text),
  body: v.array(
    v.variant('type', [
      v.strictObject({ type: v.literal('markdown'), attributes: v.strictObject({ value: text }) }),
      v.strictObject({
        type: v.picklist(['textarea', 'input']),
        id: text,
        attributes: v.strictObject(open),
        validations,
      }),
      v.strictObject({
        type: v.literal('dropdown'),
        id: text,
        attributes: v.strictObject({ ...message, options: v.array(text) }),
        validations,
      }),
      v.strictObject({
        type: v.literal('checkboxes'),
        id: text,
        attributes: v.strictObject({ ...message, options }),
      }),
    ]),
  ),
})

const FORMS = globSync('.github/ISSUE_TEMPLATE/*.yml', { cwd: REPOSITORY })

test.each(FORMS.filter(path => !path.endsWith('config.yml')))('%s is a valid issue form', path => {
  const { body } = v.parse(form, parse(readText(path)))
  const ids = body.flatMap(item => ('id' in item ? item.id : []))
  expect(new Set(ids).size).toBe(ids.length)
})

test('Dependabot waits before it updates packages and actions', () => {
  const { updates } = parse(readText('.github/dependabot.yml'))
  expect(updates).toMatchObject([
    { 'package-ecosystem': 'npm', cooldown: { 'default-days': 7 } },
    { 'package-ecosystem': 'github-actions', cooldown: { 'default-days': 7 } },
  ])
})
