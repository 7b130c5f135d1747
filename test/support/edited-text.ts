import fc from 'fast-check'

/** A place in a text, as a share of it, what is removed there, and what is inserted. */
interface Edit {
  at: number
  remove: number
  insert: string
}

/** Texts made of fragments, and real texts with up to four fragments inserted or parts removed. */
export function editedText(
  real: readonly string[],
  fragments: readonly string[],
): fc.Arbitrary<string> {
  const fragment = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...fragments) },
    { weight: 1, arbitrary: fc.string({ maxLength: 3, unit: 'binary' }) },
  )
  const edit: fc.Arbitrary<Edit> = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.nat(8),
    insert: fc.oneof(fc.constant(''), fragment),
  })
  const edited = fc
    .tuple(fc.constantFrom(...real), fc.array(edit, { maxLength: 4 }))
    .map(([text, edits]) => edits.reduce(apply, text))
  const soup = fc.array(fragment, { maxLength: 12 }).map(parts => parts.join(''))
  return fc.oneof({ weight: 3, arbitrary: edited }, { weight: 1, arbitrary: soup })
}

function apply(text: string, { at, remove, insert }: Edit): string {
  const index = Math.round(at * text.length)
  return text.slice(0, index) + insert + text.slice(index + remove)
}
