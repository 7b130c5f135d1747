// @vitest-environment jsdom
// Mermaid's parser, the one that GitHub renders with, needs a browser's DOM.
import fc from 'fast-check'
import mermaid from 'mermaid'
import { expect, test } from 'vitest'
import { chartOf } from '../../src/report/chart.ts'

type Loss = number | null
interface Axis {
  min: number
  max: number
}
interface Chart {
  xAxis: Axis
  yAxis: Axis
  plots: { type: string; strokeFill: string; data: [string, number][] }[]
}

// Beyond this many characters Mermaid renders an error instead of a chart.
const MAX_CHARACTERS = 50_000

const at = (step: number, trainLoss: Loss, validLoss: Loss = null, fullValidLoss: Loss = null) => ({
  step,
  trainLoss,
  validLoss,
  fullValidLoss,
})
const series = (...losses: Loss[]) => losses.map((loss, index) => at(index * 10, loss))

/** Mermaid's reading of a chart; throws if it is invalid. */
async function parse(chart: string) {
  expect(chart.length).toBeLessThan(MAX_CHARACTERS)
  expect(await mermaid.parse(chart)).toMatchObject({ diagramType: 'xychart' })
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(chart)
  const data = (db as unknown as { getXYChartData(): Chart }).getXYChartData()
  return {
    title: db.getDiagramTitle?.(),
    x: data.xAxis,
    y: data.yAxis,
    colours: data.plots.map(plot => plot.strokeFill),
    lines: data.plots.map(plot => {
      expect(plot.type).toBe('line')
      return plot.data.map(([, value]) => value)
    }),
  }
}

test('train and validation loss are two lines over the steps that have both', async () => {
  const chart = chartOf([
    at(10, 3),
    at(20, 2, 2.5),
    at(30, 1.5, null, 2.25),
    at(40, null, 2),
    at(50, 1, 9, 1.75),
    at(60, 0.5),
  ])
  const { title, colours: colors, x, y, lines } = await parse(chart)
  expect(colors).toEqual(['#2f81f7', '#e36209'])
  expect(title).toBe('Train loss (blue) and validation loss (orange) over steps')
  expect([x.min, x.max]).toEqual([20, 50])
  expect(lines).toEqual([
    [2, 1.5, 1],
    [2.5, 2.25, 1.75],
  ])
  expect(y.min).toBeLessThan(1)
  expect(y.max).toBeGreaterThan(2.5)
})

test.each<[string, ReturnType<typeof at>[], string, number[]]>([
  ['train loss alone', series(3, null, 2), 'Train loss', [3, 2]],
  ['validation alone', [at(1, null, 3), at(2, null, null, 2)], 'Validation loss', [3, 2]],
  ['one step with both', [at(1, 3, 4), at(2, 2), at(3, 1)], 'Train loss', [3, 2, 1]],
  ['more of validation', [at(1, 3, 4), at(2, null, 3)], 'Validation loss', [4, 3]],
])('with %s there is one line', async (_, points, title, line) => {
  const chart = await parse(chartOf(points))
  expect(chart.title).toBe(`${title} over steps`)
  expect(chart.lines).toEqual([line])
})

test.each([
  ['no checkpoint', []],
  ['one checkpoint', [at(10, 1, 2, 3)]],
  ['checkpoints without losses', series(null, null, null)],
  ['a loss here and another there', [at(10, 1), at(20, null, 1)]],
  ['losses that are no numbers', series(Number.POSITIVE_INFINITY, Number.NaN, 1)],
])('%s makes no chart', (_, points) => {
  expect(chartOf(points)).toBe('')
})

test.each<[string, number[]]>([
  ['zeros', [0, 0, 0]],
  ['equal values', [0.7, 0.7, 0.7]],
  ['negative numbers', [-1, -2.5, 3]],
  ['nothing but negative numbers', [-1, -2.5]],
  ['equal negative numbers', [-3, -3]],
  ['a zero with a sign', [-0, 0]],
  ['small numbers', [2e-7, 1e-7]],
  ['numbers too small to be drawn', [5e-324, -1e-300]],
  ['equal numbers too small to be drawn', [1e-9, 1e-9]],
  ['numbers that hardly differ', [2.345671, 2.345672]],
  ['great numbers', [1e20, 1]],
])('%s can be drawn within the axis', async (_, values) => {
  const { y, lines } = await parse(chartOf(series(...values)))
  expect(lines).toEqual([values.map(value => expect.closeTo(value, 4))])
  expect(y.min).toBeLessThan(y.max)
  expect(y.min).toBeLessThanOrEqual(Math.min(...lines.flat()))
  expect(y.max).toBeGreaterThanOrEqual(Math.max(...lines.flat()))
})

test('small losses keep their digits', async () => {
  expect((await parse(chartOf(series(2e-7, 1.5e-7, 0)))).lines).toEqual([[2e-7, 1.5e-7, 0]])
})

test.each([
  [1e21, 2e21],
  [-5e300, 1e308],
])('steps from %d to %d are drawn', async (from, to) => {
  const { x, lines } = await parse(chartOf([at(from, 3), at(to, 2)]))
  expect([x.min, x.max]).toEqual([from, to])
  expect(lines).toEqual([[3, 2]])
})

test('a step that is no number is left out', async () => {
  const points = [at(1, 3), at(Number.POSITIVE_INFINITY, 9), at(2, 2)]
  const { x, lines } = await parse(chartOf(points))
  expect([x.min, x.max, lines]).toEqual([1, 2, [[3, 2]]])
})

test('10,000 points are sampled evenly to 200, with the first and the last', async () => {
  const points = Array.from({ length: 10_000 }, (_, index) => at(index + 1, 1 + index))
  const { x, lines } = await parse(chartOf(points))
  expect([x.min, x.max]).toEqual([1, 10_000])
  const [line = []] = lines
  expect(line).toHaveLength(200)
  expect([line[0], line.at(-1)]).toEqual([1, 10_000])
  const strides = line.slice(1).map((value, index) => value - (line[index] ?? 0))
  expect(new Set(strides)).toEqual(new Set([50, 51]))
})

test.each([2, 200, 201])('both lines of %i points include all that fit', async length => {
  const points = Array.from({ length }, (_, index) => at(index, index, index))
  const { lines } = await parse(chartOf(points))
  expect(lines.map(line => line.length)).toEqual(Array(2).fill(Math.min(length, 200)))
})

/** The losses of a chart, from its comment. */
function expectedOf(points: readonly ReturnType<typeof at>[]): number[][] {
  const train = points.map(({ trainLoss }) => trainLoss)
  const valid = points.map(({ validLoss, fullValidLoss }) => fullValidLoss ?? validLoss)
  const both = train.flatMap((loss, index) => {
    const other = valid[index] ?? null
    return loss === null || other === null ? [] : [[loss, other] as const]
  })
  if (both.length >= 2) return [both.map(([loss]) => loss), both.map(([, other]) => other)]
  const [a = [], b = []] = [train, valid].map(losses => losses.filter(loss => loss !== null))
  const longer = a.length >= b.length ? a : b
  return longer.length >= 2 ? [longer] : []
}

/** Series of losses with gaps. */
function pointsOf(number: fc.Arbitrary<number>) {
  const loss = fc.oneof({ weight: 4, arbitrary: number }, fc.constant(null))
  const losses = fc.array(fc.tuple(loss, loss, loss), { maxLength: 250 })
  return losses.map(triples => triples.map((triple, index) => at(index, ...triple)))
}

test('Mermaid reads the same numbers from a chart', async () => {
  const number = fc.oneof(
    fc.double({ min: -1e20, max: 1e20, noNaN: true }),
    fc.double({ min: -10, max: 10, noNaN: true }),
    fc.integer({ min: -2, max: 2 }),
  )
  const isNear = (a: number, b: number) => Math.abs(a - b) <= Math.max(1e-4, Math.abs(a) * 1e-9)
  await fc.assert(
    fc.asyncProperty(pointsOf(number), async points => {
      const expected = expectedOf(points)
      const chart = chartOf(points)
      expect(chart === '').toBe(expected.length === 0)
      if (chart === '') return
      const { y, lines } = await parse(chart)
      expect(lines).toHaveLength(expected.length)
      for (const [index, line] of lines.entries()) {
        const all = expected[index] ?? []
        expect(line).toHaveLength(Math.min(200, all.length))
        for (const [place, value] of line.entries()) {
          const meant = all.length <= 200 ? all.slice(place, place + 1) : all
          expect(meant.some(one => isNear(one, value))).toBe(true)
        }
      }
      expect(y.min).toBeLessThan(y.max)
      expect(y.min).toBeLessThanOrEqual(Math.min(...lines.flat()))
      expect(y.max).toBeGreaterThanOrEqual(Math.max(...lines.flat()))
    }),
    { numRuns: 60 },
  )
})

// A number that needs an exponent can be omitted, or the whole chart.
test('Mermaid accepts the chart, whatever the numbers', async () => {
  const number = fc.oneof(fc.double(), fc.double({ min: 1e20, max: 1e22 }))
  await fc.assert(
    fc.asyncProperty(pointsOf(number), async points => {
      const chart = chartOf(points)
      if (chart === '') return
      const { y, lines } = await parse(chart)
      expect(y.min).toBeLessThan(y.max)
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(200)
    }),
    {
      numRuns: 60,
      examples: [[series(1e21, 1)], [series(1.5e21, -2.5e300)], [series(1.7e308, -1.7e308)]],
    },
  )
})
