import { expect, test } from 'vitest'
import { explainParserError, tagMessage } from '../../src/sharing-file/parser-messages.ts'

test.each([
  ['Missing closing "quote', 'Invalid YAML: Missing closing " quote.'],
  ["Missing closing 'quote", "Invalid YAML: Missing closing ' quote."],
  ['Not a "quote here', 'Invalid YAML: Not a "quote here.'],
  ['Tabs are not allowed.', 'Invalid YAML: Tabs are not allowed.'],
  ['Version 1.3 is odd', 'Invalid YAML: Version 1.3 is odd.'],
  ['Unresolved tag: !mine', "The tag !mine isn't supported. Remove it."],
  ['An Unresolved tag: !mine', 'Invalid YAML: An Unresolved tag: !mine.'],
  ['Unresolved tag: !a\nb', 'Invalid YAML: Unresolved tag: !a\nb.'],
])('the parser\'s message "%s" becomes "%s"', (message, sentence) => {
  expect(explainParserError(message)).toBe(sentence)
})

test.each([
  ['tag:yaml.org,2002:set', '!!set'],
  ['!tag:yaml.org,2002:set', '!tag:yaml.org,2002:set'],
])('the tag %s is shown as %s', (tag, shown) => {
  expect(tagMessage(tag)).toBe(`The tag ${shown} isn't supported. Remove it.`)
})
