import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import { runStep, type StepResult } from '../support/runner.ts'
import type { TokenService } from '../support/token-service.ts'
import {
  type Contexts,
  evaluateCondition,
  interpolate,
  interpolateAll,
  type Status,
} from './expressions.ts'
import { OWN_ACTION } from './github-parser.ts'
import { OWN_NAME } from './own-name.ts'
import { type Job, parseWorkflow, readText, type Step, type Workflow } from './workflow.ts'

/** The context of a workflow run. */
export interface WorkflowSetup {
  /** The folder in which the jobs work. */
  folder: string
  inputs?: Record<string, unknown>
  secrets?: Record<string, string>
  vars?: Record<string, string>
  github?: { event_name?: string; ref_name?: string; token?: string; event?: object }
  /** Default inputs of our own action, such as the address of an API. */
  defaults?: Record<string, string>
  /** Variables of every step; PATH is prepended to the real one. */
  env?: Record<string, string>
  /** How many times faster than real time our own action runs. */
  speed?: number
  /** The services for tokens, which only jobs with `id-token: write` can use. */
  tokens?: TokenService
}

/** The outcome of a job. */
export interface JobOutcome {
  result: Status | 'skipped'
  outputs: Record<string, string>
  /** The outcomes of the steps, by ID or index, of a matrix's last job. */
  steps: Record<string, StepOutcome>
  /** The results of our own action's steps, in order. */
  actions: StepResult[]
  /** What scripts printed. */
  printed: string
}

/**
 * Runs the jobs of a workflow in order, as far as this repository's workflows need it: our own
 * action is the built one, scripts run in bash, artifacts are folders, and all other actions do
 * nothing. The jobs of a matrix are reported together.
 */
export async function runWorkflow(
  path: string,
  setup: WorkflowSetup,
): Promise<Record<string, JobOutcome>> {
  const workflow = parseWorkflow(readText(path))
  const ended: Record<string, JobOutcome> = {}
  for (const [id, job] of Object.entries(workflow.jobs)) {
    const needs = [job.needs ?? []].flat().map(need => [need, needsOf(ended[need])])
    ended[id] = await runJob(job, setup, Object.fromEntries(needs))
  }
  return ended
}

/** A job's `needs` context. */
type Needs = Record<string, Pick<JobOutcome, 'result' | 'outputs'>>

/** What other jobs know about one. */
const needsOf = ({ result, outputs }: JobOutcome = SKIPPED_JOB) => ({ result, outputs })

const SKIPPED_JOB: JobOutcome = {
  result: 'skipped',
  outputs: {},
  steps: {},
  actions: [],
  printed: '',
}

/** Runs a job, given the outcomes of the jobs that it needs. */
export async function runJob(job: Job, setup: WorkflowSetup, needs: Needs): Promise<JobOutcome> {
  const { inputs = {}, secrets = {}, vars = {} } = setup
  const github = {
    event_name: 'workflow_dispatch',
    token: '',
    run_id: '1',
    repository: 'octo-org/octo-repo',
    event: {},
    ...setup.github,
  }
  const contexts: Contexts = { inputs, secrets, vars, github, needs }
  const isWell = Object.values(needs).every(({ result }) => result === 'success')
  if (!evaluateCondition(job.if, contexts, isWell ? 'success' : 'failure')) return SKIPPED_JOB
  const ended: JobOutcome = { ...SKIPPED_JOB, result: 'success', actions: [] }
  if (job.uses !== undefined) return callWorkflow(job.uses, job, contexts, setup)
  for (const matrix of job.strategy?.matrix.include ?? [{}]) {
    const steps: Record<string, StepOutcome> = {}
    const all = { ...contexts, matrix, steps }
    let status: Status = 'success'
    for (const [index, step] of (job.steps ?? []).entries()) {
      if (!evaluateCondition(step.if, all, status)) continue
      const { tokens, ...others } = setup
      const allowed = job.permissions?.['id-token'] === 'write' ? setup : others
      const { outcome, outputs } = await runWorkflowStep(step, all, allowed, ended)
      if (outcome === 'failure' && !step['continue-on-error']) status = 'failure'
      steps[step.id ?? `__${index}`] = { outcome, outputs }
    }
    if (status === 'failure') ended.result = status
    ended.steps = steps
    ended.outputs = interpolateAll(job.outputs, all)
  }
  return ended
}

/** The outcome of a step. */
interface StepOutcome {
  outcome: Status
  outputs: Record<string, string>
}

async function runWorkflowStep(
  step: Step,
  all: Contexts,
  setup: WorkflowSetup,
  job: JobOutcome,
): Promise<StepOutcome> {
  const inputs = interpolateAll(step.with, all)
  const env = { ...setup.env, ...interpolateAll(step.env, all) }
  if (OWN_ACTION.includes(step.uses ?? '')) {
    const { folder: GITHUB_WORKSPACE, defaults, speed = 1, tokens } = setup
    const result = await runStep({
      inputs: { ...defaults, ...inputs },
      env: { ...tokens?.env, ...env, GITHUB_WORKSPACE },
      speed,
      ...(tokens && { issued: tokens.issued, secrets: [tokens.requestToken] }),
    })
    job.actions.push(result)
    return result
  }
  if (step.run !== undefined) return runScript(step.run, env, setup, job)
  if (step.uses?.startsWith('actions/upload-artifact@')) {
    const artifact = join(setup.folder, 'artifacts', inputs.name ?? '')
    mkdirSync(artifact, { recursive: true })
    for (const path of (inputs.path ?? '').trim().split(/\s+/)) {
      cpSync(path, join(artifact, basename(path)))
    }
  }
  if (step.uses?.startsWith('actions/download-artifact@')) {
    // One artifact's files go right into the folder, and several artifacts each into their own.
    const artifacts = join(setup.folder, 'artifacts', inputs.name ?? '')
    cpSync(artifacts, join(setup.folder, inputs.path ?? ''), { recursive: true })
  }
  return { outcome: 'success', outputs: {} }
}

/** Runs a script without blocking, because servers that it calls can be in this process. */
async function runScript(
  script: string,
  env: Contexts,
  { folder }: WorkflowSetup,
  job: JobOutcome,
): Promise<StepOutcome> {
  const [file, GITHUB_OUTPUT] = [join(folder, 'script.sh'), join(folder, 'outputs')]
  writeFileSync(file, script)
  writeFileSync(GITHUB_OUTPUT, '')
  const child = spawn('bash', ['-e', file], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      GITHUB_REPOSITORY: 'octo-org/octo-repo',
      RUNNER_TEMP: folder,
      GITHUB_OUTPUT,
      ...env,
      PATH: [env.PATH ?? [], process.env.PATH].flat().join(delimiter),
    },
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      job.printed += text
    })
  }
  const [status] = await once(child, 'close')
  const lines = readFileSync(GITHUB_OUTPUT, 'utf8').trim().split('\n')
  const outputs = Object.fromEntries(lines.map(line => line.split(/=(.*)/s)))
  return { outcome: status === 0 ? 'success' : 'failure', outputs }
}

/** Calls one of our own reusable workflows. */
async function callWorkflow(
  uses: string,
  job: Job,
  contexts: Contexts,
  setup: WorkflowSetup,
): Promise<JobOutcome> {
  const path = uses.slice(`${OWN_NAME}/`.length, -'@v1'.length)
  const { on }: Workflow = parseWorkflow(readText(path))
  const { inputs: declared = {}, outputs = {} } = on.workflow_call ?? {}
  const given = interpolateAll(job.with, contexts)
  const inputs = Object.fromEntries(
    Object.entries(declared).map(([name, input]) => [name, given[name] ?? input.default ?? '']),
  )
  const secrets = typeof job.secrets === 'object' ? interpolateAll(job.secrets, contexts) : {}
  const jobs = await runWorkflow(path, { ...setup, inputs, secrets })
  const known = {
    jobs: Object.fromEntries(Object.entries(jobs).map(([id, ended]) => [id, needsOf(ended)])),
  }
  const values = Object.entries(outputs).map(([name, { value }]) => [
    name,
    interpolate(value, known),
  ])
  const all = Object.values(jobs)
  return {
    result: all.some(({ result }) => result === 'failure') ? 'failure' : 'success',
    outputs: Object.fromEntries(values),
    steps: {},
    actions: all.flatMap(({ actions }) => actions),
    printed: all.map(({ printed }) => printed).join(''),
  }
}
