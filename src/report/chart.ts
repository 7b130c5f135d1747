import type { Losses } from '../api/jobs.ts'

type Point = { step: number } & Losses

// With more points, the chart shows no more at this width, and Mermaid gets slow.
const MAX_POINTS = 200
const MAX_DIGITS = 20
// Numbers closer to each other than this are drawn as one.
const SMALLEST = 1e-16
// No loss is larger, and numbers from 1e21 on are written with an exponent.
const LARGEST = 1e20

// Mermaid's first color is invisible on white. These are visible on GitHub's light and dark pages,
// which show through. There is no legend, so the title names the colors.
const COLORS = [
  { name: 'blue', value: '#2f81f7' },
  { name: 'orange', value: '#e36209' },
]
const LOOK = {
  xyChart: { width: 800, height: 360 },
  themeVariables: {
    xyChart: {
      backgroundColor: 'transparent',
      plotColorPalette: COLORS.map(({ value }) => value).join(', '),
    },
  },
}

/**
 * Losses over steps as a Mermaid `xychart-beta`, which GitHub draws in summaries; empty with fewer
 * than two points. Such a chart can't have gaps, so it shows only steps that have all its series,
 * at equal distances.
 */
export function chartOf(points: readonly Point[]): string {
  const series = seriesOf(points)
  const [first] = series
  if (first === undefined || first.values.length < 2) return ''
  const { steps } = first
  const values = series.flatMap(one => one.values)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const spread = high - low > SMALLEST ? high - low : Math.abs(high) > SMALLEST ? Math.abs(high) : 1
  const margin = spread * 0.05
  const digits = digitsFor(spread)
  const plain = (value: number) => toPlain(value, digits)
  // Zero is as low as a loss goes, so the axis doesn't start below it.
  const bottom = low >= 0 ? Math.max(0, low - margin) : low - margin
  return [
    `%%{init: ${JSON.stringify(LOOK)}}%%`,
    'xychart-beta',
    `  title "${titleOf(series)}"`,
    `  x-axis "step" ${plain(steps[0] ?? 0)} --> ${plain(steps.at(-1) ?? 0)}`,
    `  y-axis "loss" ${plain(bottom)} --> ${plain(high + margin)}`,
    ...series.map(one => `  line [${one.values.map(plain).join(', ')}]`),
  ].join('\n')
}

/** `Train loss over steps`, or with two series `Train loss (blue) and validation loss (orange) …`. */
function titleOf(series: readonly Series[]): string {
  const names = series.map(({ name }, index) => {
    const color = series.length > 1 ? COLORS[index]?.name : undefined
    const words = index === 0 ? name : name.toLowerCase()
    return color === undefined ? words : `${words} (${color})`
  })
  return `${names.join(' and ')} over steps`
}

interface Series {
  name: string
  steps: number[]
  values: number[]
}

/** Train and validation loss if enough steps have both, otherwise the one that most steps have. */
function seriesOf(points: readonly Point[]): Series[] {
  const train = { name: 'Train loss', lossOf: (point: Point) => point.trainLoss }
  const valid = {
    name: 'Validation loss',
    lossOf: (point: Point) => point.fullValidLoss ?? point.validLoss,
  }
  const having = (...all: (typeof train)[]) =>
    points.filter(
      point =>
        Number.isFinite(point.step) &&
        all.every(({ lossOf }) => Math.abs(lossOf(point) ?? Infinity) <= LARGEST),
    )
  const both = having(train, valid)
  const isBoth = both.length >= 2
  const single = having(train).length >= having(valid).length ? train : valid
  const shown = isBoth ? [train, valid] : [single]
  const kept = thinned(isBoth ? both : having(single))
  return shown.map(({ name, lossOf }) => ({
    name,
    steps: kept.map(({ step }) => step),
    values: kept.map(point => lossOf(point) ?? 0),
  }))
}

/** At most MAX_POINTS points, evenly selected, with the first and the last. */
function thinned(points: readonly Point[]): Point[] {
  if (points.length <= MAX_POINTS) return [...points]
  const stride = (points.length - 1) / (MAX_POINTS - 1)
  return Array.from(
    { length: MAX_POINTS },
    (_, index) => points[Math.round(index * stride)],
  ).filter(point => point !== undefined)
}

/** As many decimals as it takes to distinguish numbers within that spread. */
function digitsFor(spread: number): number {
  return Math.min(MAX_DIGITS, Math.max(4, 4 - Math.floor(Math.log10(spread))))
}

/** A number without an exponent, which the chart's grammar doesn't have. */
function toPlain(value: number, digits: number): string {
  // From here on `toFixed` writes an exponent, and every number is whole.
  if (Math.abs(value) >= 1e21) return String(BigInt(value))
  const text = value.toFixed(digits)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
