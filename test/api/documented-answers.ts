import fc from 'fast-check'
import { MAX_UNIX_SECONDS } from '../../src/api/schemas.ts'
import { alternativesOf, fieldsOf, partsOf } from '../support/api/openapi-facts.ts'

/** The document's type of an ID is any text; the action accepts only these. */
const id = fc
  .string({
    unit: fc.constantFrom(...'ABCxyz019._:@+=-'),
    minLength: 1,
    maxLength: 200,
  })
  .map(text => `a${text}`)

const isId = (field: string) => /^id$|_id$|^fine_tuned_model(_checkpoint)?$/.test(field)

const PRIMITIVES: Record<string, fc.Arbitrary<unknown>> = {
  string: fc.string({ unit: 'binary' }),
  integer: fc.maxSafeInteger(),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }),
  boolean: fc.boolean(),
  null: fc.constant(null),
  object: fc.dictionary(fc.string(), fc.jsonValue()),
  time: fc.integer({ min: 0, max: MAX_UNIX_SECONDS }),
  date: fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-01-01') })
    .map(date => date.toISOString().slice(0, 10)),
}

/**
 * Any JSON value that the facts of OpenAI's document allow for a type, also with fields that they
 * don't have.
 */
export function documented(type: string, field = ''): fc.Arbitrary<unknown> {
  const alternatives = alternativesOf(type)
  if (alternatives.length > 1) return fc.oneof(...alternatives.map(one => documented(one, field)))
  const { kind, of } = partsOf(type)
  if (kind === 'list') return fc.array(documented(of), { maxLength: 5 })
  if (kind === 'map') return fc.dictionary(fc.string(), documented(of))
  if (kind === 'literal') return fc.constant(of)
  if (kind === 'primitive') {
    return of === 'string' && isId(field) ? id : (PRIMITIVES[of] ?? fc.constant(undefined))
  }
  const fields = fieldsOf(of)
  const known = fc.record(
    Object.fromEntries(fields.map(({ name, type: its }) => [name, documented(its, name)])),
    { requiredKeys: fields.filter(({ required }) => required).map(({ name }) => name) },
  )
  const unknown = fc.dictionary(
    fc.string().map(name => `x_${name}`),
    fc.jsonValue(),
    { maxKeys: 2 },
  )
  return fc.tuple(known, unknown).map(([some, others]) => ({ ...some, ...others }))
}
