import { data, Evaluator, Lexer, Parser } from '@actions/expressions'

/** What expressions can refer to, by name: `inputs`, `secrets`, `steps`, … */
export type Contexts = Record<string, unknown>

/** The result of the preceding steps or jobs, for the functions in conditions. */
export type Status = 'success' | 'failure'

/** The value of an expression, by GitHub's own evaluator. */
function evaluate(expression: string, contexts: Contexts, status: Status): data.ExpressionData {
  const answers = {
    success: status === 'success',
    failure: status === 'failure',
    always: true,
    cancelled: false,
  }
  const functions = Object.entries(answers).map(([name, answer]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(answer),
  }))
  const parsed = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), functions)
  const known: data.Dictionary = JSON.parse(JSON.stringify(contexts), data.reviver)
  const byName = new Map(functions.map(definition => [definition.name, definition]))
  return new Evaluator(parsed.parse(), known, byName).evaluate()
}

/** A workflow's value with its expressions evaluated. */
export function interpolate(value: string | number | boolean, contexts: Contexts): string {
  return String(value).replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    evaluate(expression, contexts, 'success').coerceString(),
  )
}

/** The values of a mapping, interpolated. */
export function interpolateAll(
  values: Record<string, string | number | boolean> = {},
  contexts: Contexts,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, interpolate(value, contexts)]),
  )
}

/** Whether a job or a step runs: without a status function, only if everything succeeded. */
export function evaluateCondition(condition = '', contexts: Contexts, status: Status): boolean {
  const asks = /\b(success|failure|always|cancelled)\(\)/.test(condition)
  if (!asks && status === 'failure') return false
  if (condition === '') return true
  const value = evaluate(condition, contexts, status)
  return value.coerceString() !== 'false' && value.coerceString() !== ''
}
