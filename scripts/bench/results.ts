/** One section of the benchmarks page. */
export interface Section {
  title: string
  /** What was measured and how, in Markdown. */
  about: string
  head: string[]
  rows: string[][]
  targets: Target[]
}

/** A measured value with its upper bound. */
export interface Target {
  name: string
  value: number
  max: number
  unit?: string
}

/** How to run the benchmarks. */
export interface BenchOptions {
  /** How often to start whole processes and run simulations. */
  runs: number
}

/** The median; for an even number of values, the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  if (low === undefined || high === undefined) throw new Error('No values to take the median of')
  return (low + high) / 2
}

/** A number as the tables show it, with this many decimals. */
export function formatNumber(value: number, decimals = 0): string {
  return value.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
}

/** Whether a target is met, on one line. */
export function targetLine({ name, value, max, unit = '' }: Target): string {
  const decimals = Number.isInteger(max) && Number.isInteger(value) ? 0 : 2
  const [is, bound] = [value, max].map(number => `${formatNumber(number, decimals)}${unit}`)
  return `${value <= max ? '✅' : '❌'} ${name}: ${is}, at most ${bound}`
}
