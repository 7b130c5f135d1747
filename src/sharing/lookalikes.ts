import type { Project } from '../api/projects.ts'
import { formatCodePoint, pluralize } from '../common/format.ts'

const BLANKS = /[\s\p{Z}\p{Cc}]+/gu
const INVISIBLE = /\p{Cf}/gu

/**
 * How a name differs from those of active projects that look the same when printed: in spaces, such
 * as U+00A0, invisible characters, or accents. Null if there are none.
 */
export function lookalikeNote(name: string, projects: readonly Project[]): string | null {
  const looks = look(name)
  const same = projects.filter(
    project => !project.archived && project.name !== null && look(project.name) === looks,
  )
  const [first] = same
  if (first === undefined) return null
  const [at, theirs, ours] = difference(first.name ?? '', name)
  const others = same.length === 1 ? '' : ` (and of ${pluralize(same.length - 1, 'more project')})`
  return `The name of ${first.id}${others} looks the same, but character ${at} is ${theirs} instead of ${ours}. Use project-ids, or copy the name.`
}

function look(name: string): string {
  return name.normalize('NFC').replace(INVISIBLE, '').replace(BLANKS, ' ').trim()
}

/** The first position, from 1, where two names differ, and what each has there. */
function difference(theirs: string, ours: string): [at: number, theirs: string, ours: string] {
  const [a, b] = [[...theirs], [...ours]]
  const length = Math.max(a.length, b.length)
  const places = Array.from({ length }, (_, index) => index)
  const at = places.find(index => a[index] !== b[index]) ?? 0
  return [at + 1, codeOf(a[at]), codeOf(b[at])]
}

function codeOf(character: string | undefined): string {
  return character === undefined ? 'the end' : formatCodePoint(character)
}
