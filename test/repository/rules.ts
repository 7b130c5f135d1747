import { OWN_ACTION } from './github-parser.ts'
import { OWN_NAME } from './own-name.ts'
import { PINS } from './pins.ts'
import { type Job, parseWorkflow, type Step, type Workflow } from './workflow.ts'

const WRITING_MODES = new Set(['grant', 'sync', 'revoke'])
/** Modes that wait for jobs before they write. */
const WAITING_MODES = new Set(['grant', 'sync'])
/** The inputs that decide who gets access, or where the key is sent. */
const SENSITIVE_INPUTS = ['project-ids', 'project-names', 'owning-project-id', 'base-url']

/** Violations of this repository's rules in a workflow, which no parser checks. */
export function ruleFindings(text: string): string[] {
  const workflow = parseWorkflow(text)
  const { permissions, on } = workflow
  const found = Object.entries(workflow.jobs).flatMap(([id, job]) =>
    jobFindings(job, workflow, text).map(message => `${id}: ${message}`),
  )
  if (typeof permissions !== 'object' || Object.keys(permissions ?? { none: '' }).length > 0) {
    found.push('does not start with `permissions: {}`')
  }
  if (JSON.stringify(on).includes('"pull_request_target"'))
    found.push('runs on pull_request_target')
  return found
}

function jobFindings(job: Job, workflow: Workflow, text: string): string[] {
  const steps = job.steps ?? []
  const found = [
    ...[job, ...steps].flatMap(({ uses }) => (uses === undefined ? [] : usesFindings(uses, text))),
    ...steps.flatMap(step => stepFindings(step, workflow)),
  ]
  if (job.uses === undefined && job['timeout-minutes'] === undefined) {
    found.push('has no timeout-minutes')
  }
  const minutes = steps.reduce((sum, step) => sum + minutesOf(step), 0)
  if (minutes >= (job['timeout-minutes'] ?? Number.POSITIVE_INFINITY)) {
    found.push(`may take ${minutes} minutes and more, and has ${job['timeout-minutes']}`)
  }
  for (const [scope, access] of Object.entries(job.permissions ?? {})) {
    const isExplained = new RegExp(`^ +${scope}: write +# +\\S`, 'm').test(text)
    if (access === 'write' && !isExplained) found.push(`does not say why ${scope} is write`)
  }
  const writes = job.permissions?.contents === 'write' || steps.some(changesAccess)
  if (writes && (job.concurrency ?? workflow.concurrency) === undefined) {
    found.push('writes, and is in no concurrency group')
  }
  if (job.secrets === 'inherit') found.push('passes all secrets')
  return found
}

function usesFindings(uses: string, text: string): string[] {
  if (OWN_ACTION.includes(uses) || uses.startsWith(`${OWN_NAME}/.github/workflows/`)) return []
  const [name = '', commit = ''] = uses.split('@')
  if (!/^[\da-f]{40}$/.test(commit)) return [`${name} is not pinned to a full commit`]
  const pin = PINS[name]
  if (pin === undefined) return [`${name} isn't one of the actions that are used here`]
  const lines = text.split('\n').filter(line => line.includes(uses))
  return pin.commit === commit && lines.every(line => line.endsWith(`@${commit} # ${pin.version}`))
    ? []
    : [`${name} is not at ${pin.commit} # ${pin.version}`]
}

function stepFindings(
  { uses = '', run = '', with: inputs = {} }: Step,
  workflow: Workflow,
): string[] {
  const found: string[] = []
  if (run.includes('${{')) found.push('puts an expression into a script; hand it over by env')
  if (uses.startsWith('actions/checkout@') && inputs['persist-credentials'] !== false) {
    found.push('checks out without `persist-credentials: false`')
  }
  for (const input of OWN_ACTION.includes(uses) ? SENSITIVE_INPUTS : []) {
    const [, name = ''] = /\binputs\.([\w-]+)/.exec(String(inputs[input] ?? '')) ?? []
    const declared = workflow.on.workflow_dispatch?.inputs?.[name]
    if (declared !== undefined && declared.type !== 'choice') {
      found.push(`${input} is free text: let people choose from a list`)
    }
  }
  return found
}

/** The minutes that a step of ours waits for jobs and shares, except those from expressions. */
function minutesOf({ uses = '', with: inputs = {} }: Step): number {
  if (!OWN_ACTION.includes(uses)) return 0
  const mode = String(inputs.mode ?? 'grant')
  const hasJobs = 'fine-tuning-job-id' in inputs || 'sharing-file' in inputs
  const isWaiting =
    mode === 'wait' || (WAITING_MODES.has(mode) && String(inputs['dry-run']) !== 'true')
  const number = (input: string, otherwise: number) => Number(inputs[input] ?? otherwise) || 0
  const waiting = hasJobs && isWaiting ? number('wait-timeout-minutes', 60) : 0
  return waiting + (mode === 'wait' ? 0 : number('share-timeout-minutes', 30))
}

function changesAccess({ uses = '', with: inputs = {} }: Step): boolean {
  const mode = String(inputs.mode ?? 'grant')
  const mayWrite = WRITING_MODES.has(mode) || mode.includes('${{')
  return OWN_ACTION.includes(uses) && mayWrite && String(inputs['dry-run'] ?? '') !== 'true'
}
