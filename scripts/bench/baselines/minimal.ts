import * as core from '@actions/core'
import { Agent } from 'undici'

// Only what every such action needs: GitHub's library, an HTTP client, and the requests themselves.
const adminKey = core.getInput('admin-key', { required: true })
core.setSecret(adminKey)
const checkpoint = encodeURIComponent(core.getInput('checkpoint-id'))
const { origin, pathname } = new URL(core.getInput('base-url'))
const path = `${pathname}/fine_tuning/checkpoints/${checkpoint}/permissions`
const headers = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' }

const api = new Agent()
type Permissions = { data: { id: string; project_id: string }[] }
const listed = await api.request({ origin, path: `${path}?limit=100`, method: 'GET', headers })
let { data } = (await listed.body.json()) as Permissions
const held = new Set(data.map(({ project_id }) => project_id))
const project_ids = core.getMultilineInput('project-ids').filter(id => !held.has(id))
if (project_ids.length > 0) {
  const body = JSON.stringify({ project_ids })
  const created = await api.request({ origin, path, method: 'POST', headers, body })
  data = [...data, ...((await created.body.json()) as Permissions).data]
}
core.setOutput('permission-ids', JSON.stringify(data.map(({ id }) => id)))
