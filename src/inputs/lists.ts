/**
 * What is wrong with the trimmed text of a list as a whole, and the fix; null if nothing is. JSON and
 * YAML lists aren't supported. The message shows no part of the text.
 */
export function listError(text: string, item = 'item'): string | null {
  const json = parse(text)
  if (Array.isArray(json) || /^\[\s*"/.test(text)) {
    const convert = item === 'name' ? '' : ", or convert it with join(fromJSON(…), ',')"
    return `is a JSON list. Write one ${item} per line${convert}.`
  }
  if (typeof json === 'object' && json !== null)
    return `is a JSON object. Write one ${item} per line.`
  return null
}

/** `listError` for IDs, which never start with a bracket. */
export function idListError(text: string): string | null {
  const error = listError(text)
  if (error !== null || !/^\[.*\]$/s.test(text)) return error
  return 'is in brackets. Write one item per line, without brackets.'
}

/** The fix for an item that isn't an ID, null if it isn't clear. */
export function itemAdvice(item: string, input: string): string | null {
  if (/^[-*•]\s/.test(item)) return 'Write one ID per line, without a dash.'
  if (/ #/.test(item)) return 'Put the comment on its own line.'
  if (/^(["'`]).*\1$/.test(item)) return 'Remove the quotes.'
  const words = item.split(' ')
  if (words.length === 1) return null
  if (words.some(word => /^(proj_|ft:|ftjob-)/.test(word))) return 'Write one ID per line.'
  return input === 'project-ids'
    ? "If it's a project name, use project-names."
    : 'Write one ID per line.'
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
