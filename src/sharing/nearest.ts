import { editDistance } from '../common/edit-distance.ts'

/**
 * The texts that differ little enough from one that was meant, nearest first, three at most.
 *
 * @param max how many letters may differ, in upper or lower case
 */
export function nearest(text: string, candidates: Iterable<string>, max: number): string[] {
  const lower = text.toLowerCase()
  const letters = countLetters(lower)
  return [...new Set(candidates)]
    .flatMap(candidate => {
      const other = candidate.toLowerCase()
      // Long lists have many that differ in length or letters, and the distance takes long.
      const isFar = Math.abs(other.length - lower.length) > max || missing(letters, other) > max
      const distance = isFar ? Number.POSITIVE_INFINITY : editDistance(lower, other)
      return distance <= max ? [{ candidate, distance }] : []
    })
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

function countLetters(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const letter of text.split('')) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  return counts
}

/** How many letters of a text are not among these: no fewer edits lead from one to the other. */
function missing(letters: ReadonlyMap<string, number>, text: string): number {
  let sum = 0
  for (const [letter, count] of countLetters(text)) {
    sum += Math.max(0, count - (letters.get(letter) ?? 0))
  }
  return sum
}
