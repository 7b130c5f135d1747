/** One part of the benchmarks, as the page shows it. */
export interface Part {
  title: string
  /** What was measured and how, in Markdown. */
  about: string
  head: string[]
  rows: string[][]
  targets: Target[]
}

/** A figure that is to stay within a bound. */
export interface Target {
  name: string
  figure: number
  most: number
  unit?: string
}

/** How the benchmarks are run. */
export interface Options {
  /** How often whole processes are started, and simulations played. */
  runs: number
}

/** The middle value; of an even number of values the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  if (low === undefined || high === undefined) throw new Error('There is no median of nothing')
  return (low + high) / 2
}

/** A number as the tables show it: whole where it is large, else with so many decimals. */
export function shown(value: number, decimals = 0): string {
  return value.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
}

/** Whether a target is met, in one line. */
export function verdict({ name, figure, most, unit = '' }: Target): string {
  const decimals = Number.isInteger(most) && Number.isInteger(figure) ? 0 : 2
  const [is, bound] = [figure, most].map(value => `${shown(value, decimals)}${unit}`)
  return `${figure <= most ? '✅' : '❌'} ${name}: ${is}, at most ${bound}`
}
