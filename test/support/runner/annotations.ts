import path from 'node:path'

/** A message on the run's page. `line` and `column` count from 1. */
export interface Annotation {
  level: 'error' | 'warning' | 'notice'
  title?: string
  message: string
  file?: string
  line?: number
  column?: number
}

/** Annotations of one level that a step keeps (GitHub's runner: ExecutionContext). */
export const ANNOTATION_LIMIT = 10

/** UTF-16 units of an annotation's message that are kept (GitHub's runner: ExecutionContext). */
export const MESSAGE_LIMIT = 4096

/** The annotations that the runner keeps: the first of each level, with messages truncated. */
export function limitAnnotations(all: Annotation[]): Annotation[] {
  const counts = { error: 0, warning: 0, notice: 0 }
  return all
    .filter(({ level }) => counts[level]++ < ANNOTATION_LIMIT)
    .map(kept => ({ ...kept, message: kept.message.slice(0, MESSAGE_LIMIT) }))
}

/** An annotation's location: contradictory positions are dropped, as by the runner. */
export function annotationLocation(
  given: ReadonlyMap<string, string>,
  workspace: string,
  system: path.PlatformPath = path,
) {
  const number = (key: string) => {
    const text = given.get(key)?.trim() ?? ''
    return /^[+-]?\d+$/.test(text) ? Number(text) : undefined
  }
  const [endLine, endColumn] = [number('endline'), number('endcolumn')]
  let line = number('line') ?? endLine
  let column = number('col') ?? endColumn
  if (line === undefined || (endLine !== undefined && endLine !== line)) column = undefined
  if (line !== undefined && endLine !== undefined && endLine < line) line = undefined
  if (column !== undefined && endColumn !== undefined && endColumn < column) column = undefined
  const file = given.get('file')
  const inside = file?.startsWith(`${workspace}${system.sep}`)
    ? system.relative(workspace, file).replaceAll(system.sep, '/')
    : file
  const title = given.get('title')
  return {
    ...(title && { title }),
    ...(inside && { file: inside }),
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  }
}
