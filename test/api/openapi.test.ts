import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Client, createClient } from '../../src/api/client.ts'
import { jobsApi } from '../../src/api/jobs.ts'
import { modelPolicyApi } from '../../src/api/model-policy.ts'
import { modelsApi } from '../../src/api/models.ts'
import { permissionsApi } from '../../src/api/permissions.ts'
import { projectsApi } from '../../src/api/projects.ts'
import { RateLimiter } from '../../src/api/rate-limit.ts'
import { CALLS, type DocumentedRoute, errorsOf, ROUTES } from '../support/api/openapi-facts.ts'
import { connectOurs } from '../support/api/our-clients.ts'
import { startApi } from '../support/api.ts'
import { VirtualClock } from '../support/virtual-clock.ts'
import { documented } from './documented-answers.ts'

interface Answer {
  id: string
  data: { id: string }[]
  has_more: boolean
  last_id?: string | null
}

/** A client whose server returns these bodies in order. A retry is an error. */
function clientFor(answers: unknown[]): Client {
  const clock = new VirtualClock()
  const bodies = answers.map(answer => JSON.stringify(answer))
  return createClient({
    transport: {
      exchange: async () => ({
        type: 'answer',
        status: 200,
        headers: {},
        body: bodies.shift() ?? expect.fail('another request'),
      }),
      close: async () => {},
    },
    credential: { value: 'sk-admin-x', input: 'admin-key' },
    budget: { clock, deadline: clock.now() + 60_000, cancelled: new AbortController().signal },
    random: () => 0.5,
    onRetry: ({ reason }) => expect.fail(reason),
    limiter: new RateLimiter(() => 0),
  })
}

/** What we read of the answers to each call: the items of a list, and otherwise one. */
const READERS: Record<DocumentedRoute, (client: Client, answer: Answer) => Promise<unknown>> = {
  list: client => permissionsApi(client).list('ft:a'),
  create: async client => (await permissionsApi(client).create('ft:a', ['proj_a'])).permissions,
  delete: (client, { id }) => permissionsApi(client).remove('ft:a', id),
  projects: client => projectsApi(client).list(),
  'model-policy': client => modelPolicyApi(client).get('proj_a'),
  job: (client, { id }) => jobsApi(client).get(id),
  'job-checkpoints': client => jobsApi(client).checkpoints('ftjob-a'),
  'job-events': client => jobsApi(client).events('ftjob-a', () => false),
  model: (client, { id }) => modelsApi(client).get(id),
}

/** The pages of a list: each but the last has items and leads to the next. */
function toPages(answers: Answer[]): Answer[] {
  const pages = answers.filter(({ data }, index) => data.length > 0 || index === answers.length - 1)
  const seen = new Set<string>()
  return pages.map((page, index) => {
    const data = page.data.map(item => {
      let { id } = item
      while (seen.has(id)) id += 'a'
      seen.add(id)
      return { ...item, id }
    })
    const isNamed = typeof page.last_id === 'string'
    const cursor = isNamed ? { last_id: data.at(-1)?.id ?? null } : {}
    return { ...page, ...cursor, data, has_more: index < pages.length - 1 }
  })
}

test.each(ROUTES)(
  'our client accepts every response to %s that the document allows',
  async route => {
    const type = CALLS[route].response
    const isList = type.startsWith('List') || type.endsWith('ListResponse')
    const isPaged = isList && route !== 'create'
    const any = documented(type) as fc.Arbitrary<Answer>
    await fc.assert(
      fc.asyncProperty(fc.array(any, { minLength: 1, maxLength: 3 }), async given => {
        const answers = isPaged ? toPages(given) : given.slice(0, 1)
        for (const answer of answers) expect(errorsOf(answer, type, { allowsMore: true })).toBe('')
        const [first] = answers as [Answer]
        const read = await READERS[route](clientFor(answers), first)
        if (isList) expect(read).toHaveLength(answers.flatMap(({ data }) => data).length)
        else expect(read).toBeTypeOf('object')
      }),
    )
  },
)

/** The value that a query's text means. */
function parsed(text: string): unknown {
  if (/^\d+$/.test(text)) return Number(text)
  return text === 'true' || text === 'false' ? text === 'true' : text
}

test('our client sends only documented parameters and bodies', async () => {
  const projects = Array.from({ length: 101 }, (_, index) => ({ id: `proj_${index}` }))
  const all = projects.map(({ id }) => id)
  await using api = await startApi({
    projects,
    checkpoints: { 'ft:a': { shared: all }, 'ft:b': {} },
    jobs: {
      'ftjob-a': {
        states: ['running'],
        checkpoints: all.map((_, step) => ({ step, model: `ft:${step}` })),
        events: all.map(message => ({ message })),
      },
    },
    models: { 'ft:a': { projects: ['proj_training'] } },
    modelPolicies: { proj_1: { mode: 'allow_list', model_ids: [] } },
  })
  await using calls = connectOurs(api)
  const { id = '' } = (await calls.permissions.list('ft:a'))[0] ?? {}
  await calls.permissions.create('ft:b', all)
  await calls.permissions.remove('ft:a', id)
  await calls.projects.list()
  await calls.projects.probe()
  await calls.modelPolicy.get('proj_1')
  await calls.jobs.get('ftjob-a')
  await calls.jobs.checkpoints('ftjob-a')
  await calls.jobs.events('ftjob-a', () => false)
  await calls.models.get('ft:a')

  expect(new Set(api.requests.map(({ route }) => route))).toEqual(new Set(ROUTES))
  const names = new Set<string>()
  for (const { route, query, body, method } of api.requests) {
    const facts = CALLS[route as DocumentedRoute]
    expect(method).toBe(facts.request.split(' ')[0])
    for (const [name, text] of Object.entries(query)) {
      names.add(name)
      const type = facts.query?.[name] ?? expect.fail(`${route} has no parameter ${name}`)
      expect(errorsOf(parsed(text), type), `${route} ${name}=${text}`).toBe('')
    }
    if (facts.body === undefined) expect(body).toBeUndefined()
    else expect(errorsOf(body, facts.body)).toBe('')
  }
  expect([...names].sort()).toEqual(['after', 'include_archived', 'limit'])
})
