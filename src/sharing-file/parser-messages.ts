/** The parser's message as a sentence, in words that fit a sharing file. */
export function explainParserError(message: string): string {
  if (/multiple documents/i.test(message)) {
    return 'The file has several YAML documents (---). Keep only one.'
  }
  if (/alias cannot be an empty/i.test(message)) {
    return 'A bare * is an alias in YAML. Put it in quotes, as "*".'
  }
  const tag = /^Unresolved tag: (.+)$/.exec(message)?.[1]
  if (tag !== undefined) return tagMessage(tag)
  return `Invalid YAML: ${message.replace(/\.$/, '').replace(/(["'])quote$/, '$1 quote')}.`
}

/** The message for a tag, as the file writes it. */
export function tagMessage(tag: string): string {
  return `The tag ${tag.replace(/^tag:yaml\.org,2002:/, '!!')} isn't supported. Remove it.`
}
