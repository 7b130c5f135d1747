import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import { parse } from 'yaml'
import type { Route } from './types.ts'

/** A documented call. Types are in the notation of `openapi-facts.yaml`. */
export interface CallFacts {
  /** Method and path. */
  request: string
  query?: Record<string, string>
  defaults?: Record<string, string | number | boolean>
  body?: string
  response: string
}

/** The calls of the tests' API, all of which are documented. */
export type DocumentedRoute = Exclude<Route, 'other'>

interface Facts {
  calls: Record<DocumentedRoute, CallFacts>
  /** The fields of each type. */
  types: Record<string, Record<string, string>>
}

const FILE = new URL('openapi-facts.yaml', import.meta.url)

/** Facts of OpenAI's OpenAPI document. */
export const { calls: CALLS, types: TYPES } = parse(readFileSync(FILE, 'utf8')) as Facts

/** The documented calls, by the route of the tests' API. */
export const ROUTES = Object.keys(CALLS) as DocumentedRoute[]

const PRIMITIVES: Record<string, object> = {
  string: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  null: { type: 'null' },
  object: { type: 'object' },
  time: { type: 'integer', minimum: 0 },
  date: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
}

/** The alternatives of a type. */
export const alternativesOf = (type: string): string[] => type.split(' | ')

/** What a type that is no alternative is made of: a list, a map, a text, or a named type. */
export function partsOf(type: string): {
  kind: 'list' | 'map' | 'literal' | 'primitive' | 'named'
  of: string
} {
  const list = /^(\w+)\[\]$/.exec(type)?.[1]
  if (list !== undefined) return { kind: 'list', of: list }
  const map = /^map of (\w+)$/.exec(type)?.[1]
  if (map !== undefined) return { kind: 'map', of: map }
  const literal = /^'(.*)'$/.exec(type)?.[1]
  if (literal !== undefined) return { kind: 'literal', of: literal }
  if (Object.hasOwn(PRIMITIVES, type)) return { kind: 'primitive', of: type }
  if (Object.hasOwn(TYPES, type)) return { kind: 'named', of: type }
  throw new Error(`The facts have no type ${type}`)
}

function toSchema(type: string): object {
  const alternatives = alternativesOf(type)
  if (alternatives.length > 1) return { anyOf: alternatives.map(toSchema) }
  const { kind, of } = partsOf(type)
  if (kind === 'list') return { type: 'array', items: toSchema(of) }
  if (kind === 'map') return { type: 'object', additionalProperties: toSchema(of) }
  if (kind === 'literal') return { const: of }
  return kind === 'primitive' ? (PRIMITIVES[of] ?? {}) : { $ref: `#/$defs/${of}` }
}

/** The fields of a type with their types, and whether each is required. */
export const fieldsOf = (name: string) =>
  Object.entries(TYPES[name] ?? {}).map(([key, type]) => ({
    name: key.replace(/\?$/, ''),
    type,
    required: !key.endsWith('?'),
  }))

function definitions(additionalProperties: boolean): Record<string, object> {
  return Object.fromEntries(
    Object.keys(TYPES).map(name => {
      const fields = fieldsOf(name)
      const properties = Object.fromEntries(fields.map(one => [one.name, toSchema(one.type)]))
      const required = fields.filter(one => one.required).map(one => one.name)
      return [name, { type: 'object', properties, required, additionalProperties }]
    }),
  )
}

const ajv = new Ajv({ allErrors: true })

/**
 * Checks a value against a type. By default, fields that aren't documented are errors.
 *
 * @returns what is wrong with it, empty if nothing is
 */
export function errorsOf(value: unknown, type: string, { allowsMore = false } = {}): string {
  const id = `${type} ${allowsMore}`
  const validate: ValidateFunction =
    ajv.getSchema(id) ?? ajv.compile({ $id: id, $defs: definitions(allowsMore), ...toSchema(type) })
  return validate(value) ? '' : ajv.errorsText(validate.errors, { dataVar: type })
}
