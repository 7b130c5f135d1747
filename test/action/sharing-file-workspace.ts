import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import type { Api } from '../support/api.ts'
import type { StepOptions } from '../support/runner.ts'
import { decodeEntities } from './injection-assertions.ts'
import {
  checkpoints,
  expectMatchesServer,
  holders,
  organization,
  type SharedStep,
  share,
} from './setup.ts'

/** The path of most tests' sharing file in the workspace. */
export const PATH = '.github/sharing.yml'

/** A folder with a checked-out repository. Disposing of it removes it. */
export interface Workspace extends AsyncDisposable {
  folder: string
  /** Writes or overwrites a file. */
  write(content: string | Uint8Array, path?: string): Promise<void>
  /** Runs the action in this workspace, with the file at PATH unless the inputs name another. */
  share(
    api: Api,
    inputs?: Record<string, string | readonly string[]>,
    options?: StepOptions,
  ): Promise<SharedStep>
}

/** A workspace with a file at PATH, or without a file if there is no content. */
export async function createWorkspace(content?: string | Uint8Array): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'workspace-'))
  const write = async (text: string | Uint8Array, path = PATH) => {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  if (content !== undefined) await write(content)
  return {
    folder,
    write,
    share: (api, inputs = {}, { env, ...options } = {}) =>
      share(
        api,
        { 'checkpoint-id': '', 'sharing-file': PATH, ...inputs },
        { ...options, env: { GITHUB_WORKSPACE: folder, ...env } },
      ),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

/** The checkpoints of THREE_ENTRIES. */
export const [ONE, TWO, THREE] = checkpoints(3) as [string, string, string]

/** A file of three entries, the second with an empty list of projects. */
export const THREE_ENTRIES = `checkpoints:
  - checkpoint-id: ${ONE}
    project-ids: [proj_0, proj_1]
  - checkpoint-id: ${TWO}
    project-ids: []
  - checkpoint-id: ${THREE}
    project-ids: [proj_1]
`

/** An API where THREE_ENTRIES adds two permissions and revokes three. */
export const driftedOrganization = (): Promise<Api> =>
  organization(5, {
    checkpoints: {
      [ONE]: { shared: ['proj_2', 'proj_0'] },
      [TWO]: { shared: ['proj_0', 'proj_3'] },
      [THREE]: {},
    },
  })

/** Who holds permissions for the three checkpoints, according to the server. */
export const holdersPerCheckpoint = (api: Api): string[][] =>
  [ONE, TWO, THREE].map(id => holders(api, id))

/**
 * The result of `holdersPerCheckpoint` before and after THREE_ENTRIES is applied to
 * `driftedOrganization`.
 */
export const HOLDERS_BEFORE = [['proj_0', 'proj_2'], ['proj_0', 'proj_3'], []]
export const HOLDERS_AFTER = [['proj_0', 'proj_1'], [], ['proj_1']]

/** A file without the markers (`‸`) in it, and their locations, as in annotations. */
export function parseMarkers(text: string): { content: string; locations: Location[] } {
  const pieces = text.split('‸')
  const locations = pieces.slice(1).map((_, index) => {
    const lines = pieces
      .slice(0, index + 1)
      .join('')
      .split('\n')
    return { file: PATH, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
  })
  return { content: pieces.join(''), locations }
}

interface Location {
  file: string
  line: number
  column: number
}

/**
 * Checks that a step reported exactly these issues of the file: each as an error at its location, of
 * more than ten the last of which counts the rest, in the log, and in the summary.
 */
export function expectIssues(
  step: SharedStep,
  api: Api,
  locations: readonly Location[],
  messages: readonly string[],
): void {
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('invalid')
  const annotations = messages.map((message, index) => ({
    level: 'error',
    title: expect.stringMatching(/^Input (sharing-file|project-names)$/),
    message: expect.stringContaining(message),
    ...locations[index],
  }))
  const overflow = {
    level: 'error',
    title: `${messages.length - 9} more errors`,
    message: 'See the log or the job summary.',
  }
  expect(step.allAnnotations).toEqual(
    messages.length > 10 ? [...annotations.slice(0, 9), overflow] : annotations,
  )
  expect(locations).toHaveLength(messages.length)
  expect(step.log).toContain(`${messages.length} invalid input`)
  for (const [index, message] of messages.entries()) {
    const { file, line, column } = locations[index] ?? {}
    const loggedPattern = new RegExp(`^${file}:${line}:${column}: .*${RegExp.escape(message)}`, 'm')
    expect(step.stdout).toMatch(loggedPattern)
    const shown = `<li>${file}, line ${line}: .*${RegExp.escape(message)}`
    expect(decodeEntities(step.summary)).toMatch(new RegExp(shown))
  }
}
