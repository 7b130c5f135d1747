import type { Losses } from '../api/jobs.ts'

type Point = { step: number } & Losses

// Beyond this a chart of the summary's width shows no more, and Mermaid gets slow.
const MOST_POINTS = 200

/**
 * Losses over steps as a Mermaid `xychart-beta`, which GitHub draws in summaries; empty where
 * there are fewer than two points. That chart knows no gaps: only steps with all the series that
 * are shown are in it, at equal distances.
 */
export function chartOf(points: readonly Point[]): string {
  const series = seriesOf(points)
  const [first] = series
  if (first === undefined || first.values.length < 2) return ''
  const { steps } = first
  const values = series.flatMap(one => one.values)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const margin = (high - low) * 0.05 || Math.abs(high) * 0.05 || 1
  return [
    'xychart-beta',
    `  title "${series.map(({ name }) => name).join(' and ')} over steps"`,
    `  x-axis "step" ${plain(steps[0] ?? 0)} --> ${plain(steps.at(-1) ?? 0)}`,
    `  y-axis "loss" ${plain(Math.min(low, Math.max(0, low - margin)))} --> ${plain(high + margin)}`,
    ...series.map(one => `  line [${one.values.map(plain).join(', ')}]`),
  ].join('\n')
}

interface Series {
  name: string
  steps: number[]
  values: number[]
}

/** Train and validation loss where enough steps have both, else the one that most steps have. */
function seriesOf(points: readonly Point[]): Series[] {
  const train = { name: 'Train loss', lossOf: (point: Point) => point.trainLoss }
  const valid = {
    name: 'Validation loss',
    lossOf: (point: Point) => point.fullValidLoss ?? point.validLoss,
  }
  const having = (...all: (typeof train)[]) =>
    points.filter(point => all.every(({ lossOf }) => Number.isFinite(lossOf(point))))
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

/** At most so many points, evenly out of all, with the first and the last. */
function thinned(points: readonly Point[]): Point[] {
  if (points.length <= MOST_POINTS) return [...points]
  const stride = (points.length - 1) / (MOST_POINTS - 1)
  return Array.from(
    { length: MOST_POINTS },
    (_, index) => points[Math.round(index * stride)],
  ).filter(point => point !== undefined)
}

/** A number without an exponent, which the chart's grammar does not know. */
function plain(value: number): string {
  const text = value.toFixed(Math.abs(value) < 1 ? 8 : 4)
  return text.includes('.') ? text.replace(/\.?0+$/, '') || '0' : text
}
