import { editDistance } from '../common/edit-distance.ts'

/**
 * The candidates most similar to a text, ignoring case, nearest first; three at most.
 *
 * @param max the most edits by which a candidate may differ
 */
export function nearest(text: string, candidates: Iterable<string>, max: number): string[] {
  const lower = text.toLowerCase()
  const letters = countLetters(lower)
  return [...new Set(candidates)]
    .flatMap(candidate => {
      const other = candidate.toLowerCase()
      // Edit distances are slow, and length and letters rule out most of a long list.
      const isFar = Math.abs(other.length - lower.length) > max || missing(letters, other) > max
      const distance = isFar ? Number.POSITIVE_INFINITY : editDistance(lower, other)
      return distance <= max ? [{ candidate, distance }] : []
    })
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

/** The texts as alternatives: `a`, `a or b`, `a, b, or c`. */
export function alternatives(texts: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(texts)
}

function countLetters(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const letter of text.split('')) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  return counts
}

/** How many letters of a text aren't among these: the distance is at least that. */
function missing(letters: ReadonlyMap<string, number>, text: string): number {
  let sum = 0
  for (const [letter, count] of countLetters(text)) {
    sum += Math.max(0, count - (letters.get(letter) ?? 0))
  }
  return sum
}
