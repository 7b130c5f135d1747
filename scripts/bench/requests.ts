import { Pool } from 'undici'
import { type Api, startApi } from '../../test/support/api.ts'
import {
  INITIAL_STATES,
  type InitialState,
  type RequestCase,
  requestCase,
  type Size,
} from '../../test/support/request-cases.ts'
import { runInVirtualTime } from '../../test/support/virtual-step.ts'
import { formatNumber, type Section } from './results.ts'

const SIZES: Size[] = [
  [1, 3],
  [1, 100],
  [10, 50],
  [100, 1_000],
]
const BATCH = 100

const STATE_LABELS: Record<InitialState, string> = {
  'from nothing': 'none',
  'half done': 'about half',
  'all done': 'all',
  'a bad project': 'none, one project unknown',
}

/** The requests that a grant takes, as the server counts them. */
export async function requests(): Promise<Section> {
  const rows: string[][] = []
  const taken = new Map<string, number>()
  for (const size of SIZES) {
    for (const state of INITIAL_STATES) {
      const counts = [
        await countAction(requestCase(size, state)),
        await countBaseline(loopBaseline, requestCase(size, state)),
        await countBaseline(postOnlyBaseline, requestCase(size, state)),
      ]
      taken.set(`${size} ${state}`, counts[0] ?? 0)
      const [many, each] = size
      rows.push([
        `${many} × ${formatNumber(each)}`,
        STATE_LABELS[state],
        ...counts.map(count => formatNumber(count)),
      ])
    }
  }
  /** The maximum number of requests per checkpoint over some sizes. */
  const most = (sizes: Size[], ...states: InitialState[]) =>
    Math.max(
      ...sizes.flatMap(size => states.map(state => (taken.get(`${size} ${state}`) ?? 0) / size[0])),
    )
  const small = SIZES.filter(([, each]) => each <= BATCH)
  const extra = small.map(
    size =>
      ((taken.get(`${size} a bad project`) ?? 0) - (taken.get(`${size} from nothing`) ?? 0)) /
      size[0],
  )
  return {
    title: 'Requests',
    about: `The number of requests decides how long a run takes if the API accepts only a few per minute. \
“One POST per project” lists the permissions, and then sends one POST for each project without access. \
“POST only” sends one POST per ${BATCH} projects and never reads or retries. \
If one of its projects is unknown, the API rejects all projects of that POST. If it runs again, it grants everything a second time. \
The unknown project is one that the server doesn't know and names in its error message.`,
    head: [
      'Checkpoints × projects',
      'Initial access',
      'This action',
      'One POST per project',
      'POST only',
    ],
    rows,
    targets: [
      {
        name: 'Requests per checkpoint for up to 100 projects',
        value: most(small, 'from nothing', 'half done'),
        max: 2,
      },
      {
        name: 'Requests per checkpoint with nothing to grant',
        value: most(small, 'all done'),
        max: 1,
      },
      {
        name: 'Additional requests per checkpoint for an unknown project',
        value: Math.max(...extra),
        max: 2,
      },
    ],
  }
}

async function countAction({
  checkpoints,
  projects,
  badProject,
  setup,
}: RequestCase): Promise<number> {
  await using run = await runInVirtualTime(() => setup, {
    'checkpoint-id': checkpoints,
    'project-ids': projects,
    'share-timeout-minutes': '7200',
  })
  const { api, step } = run
  const expected = badProject === null ? 'ok' : 'failed'
  if (step.outputs.result !== expected) throw new Error(step.log)
  expectShared(api, { checkpoints, projects, badProject })
  return api.count()
}

type Send = (method: 'GET' | 'POST', path: string, projectIds?: string[]) => Promise<unknown>

/** Shares one checkpoint. */
type Baseline = (send: Send, path: string, projects: readonly string[]) => Promise<void>

async function countBaseline(
  baseline: Baseline,
  { checkpoints, projects, badProject, setup }: RequestCase,
) {
  await using api = await startApi(setup)
  const { origin, pathname } = new URL(api.baseUrl)
  const pool = new Pool(origin, { connections: 8 })
  const send: Send = async (method, path, projectIds) => {
    const { body } = await pool.request({
      method,
      path: pathname + path,
      headers: { authorization: `Bearer ${api.adminKey}`, 'content-type': 'application/json' },
      body: projectIds === undefined ? null : JSON.stringify({ project_ids: projectIds }),
    })
    return body.json()
  }
  const shareAll = (id: string) =>
    baseline(send, `/fine_tuning/checkpoints/${encodeURIComponent(id)}/permissions`, projects)
  await Promise.all(checkpoints.map(shareAll))
  await pool.close()
  if (baseline === loopBaseline) expectShared(api, { checkpoints, projects, badProject })
  return api.count()
}

const loopBaseline: Baseline = async (send, path, projects) => {
  const held = new Set<string>()
  for (let after = '', hasMore = true; hasMore; ) {
    const page = (await send('GET', `${path}?limit=100${after}`)) as {
      data: { id: string; project_id: string }[]
      has_more: boolean
    }
    for (const { project_id } of page.data) held.add(project_id)
    after = `&after=${page.data.at(-1)?.id}`
    hasMore = page.has_more
  }
  for (const id of projects) if (!held.has(id)) await send('POST', path, [id])
}

const postOnlyBaseline: Baseline = async (send, path, projects) => {
  for (let start = 0; start < projects.length; start += BATCH) {
    await send('POST', path, projects.slice(start, start + BATCH))
  }
}

/** @throws Error unless each project except the bad one has one permission for each checkpoint */
function expectShared(
  api: Api,
  { checkpoints, projects, badProject }: Omit<RequestCase, 'setup'>,
): void {
  for (const id of checkpoints) {
    const holders = new Set(api.permissions(id).map(({ project_id }) => project_id))
    const isShared = projects.every(project => holders.has(project) !== (project === badProject))
    if (!isShared || api.permissions(id).length !== holders.size) {
      throw new Error(`${id} is shared with ${holders.size} of ${projects.length} projects`)
    }
  }
}
