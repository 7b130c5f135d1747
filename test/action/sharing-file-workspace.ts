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

/** Where the sharing file of most tests lies, from the workspace. */
export const PATH = '.github/sharing.yml'

/** A folder that a repository is checked out into. Disposing of it removes it. */
export interface Workspace extends AsyncDisposable {
  folder: string
  /** Writes a file over what is there. */
  write(content: string | Uint8Array, path?: string): Promise<void>
  /** Runs the action in this workspace, by the file at PATH unless the inputs name another. */
  share(
    api: Api,
    inputs?: Record<string, string | readonly string[]>,
    options?: StepOptions,
  ): Promise<SharedStep>
}

/** A workspace with a file at PATH; with none where there is no content. */
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

/** A file of three entries, of which the second is for nobody. */
export const THREE_ENTRIES = `checkpoints:
  - checkpoint-id: ${ONE}
    project-ids: [proj_0, proj_1]
  - checkpoint-id: ${TWO}
    project-ids: []
  - checkpoint-id: ${THREE}
    project-ids: [proj_1]
`

/** An API at which THREE_ENTRIES adds two permissions and takes three away. */
export const driftedOrganization = (): Promise<Api> =>
  organization(5, {
    checkpoints: {
      [ONE]: { shared: ['proj_2', 'proj_0'] },
      [TWO]: { shared: ['proj_0', 'proj_3'] },
      [THREE]: {},
    },
  })

/** Who holds permissions of the three checkpoints, by the server's word. */
export const holdersPerCheckpoint = (api: Api): string[][] =>
  [ONE, TWO, THREE].map(id => holders(api, id))

/** What `standing` says of an API that drifted, and once it is as THREE_ENTRIES says. */
export const HOLDERS_BEFORE = [['proj_0', 'proj_2'], ['proj_0', 'proj_3'], []]
export const HOLDERS_AFTER = [['proj_0', 'proj_1'], [], ['proj_1']]

/** A file without the marks (`‸`) in it, and where they stood, as annotations say it. */
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
 * Checks that a step told these mistakes of the file and no other: each as an error at its place,
 * in the log, and in the summary.
 */
export function expectIssues(
  step: SharedStep,
  api: Api,
  locations: readonly Location[],
  messages: readonly string[],
): void {
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('invalid')
  expect(step.allAnnotations).toEqual(
    messages.map((message, index) => ({
      level: 'error',
      title: expect.stringMatching(/^Input (sharing-file|project-names)$/),
      message: expect.stringContaining(message),
      ...locations[index],
    })),
  )
  expect(locations).toHaveLength(messages.length)
  expect(step.log).toContain(`Nothing was done: ${messages.length} mistake`)
  for (const [index, message] of messages.entries()) {
    const { file, line, column } = locations[index] ?? {}
    const loggedPattern = new RegExp(`^${file}:${line}:${column}: .*${RegExp.escape(message)}`, 'm')
    expect(step.stdout).toMatch(loggedPattern)
    const shown = `<li>${file}, line ${line}: .*${RegExp.escape(message)}`
    expect(decodeEntities(step.summary)).toMatch(new RegExp(shown))
  }
}
