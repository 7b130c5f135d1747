import { watchFolders } from './created-files.ts'
import { RUN_TOKEN } from './environment.ts'
import type { Folders } from './folders.ts'
import { findLeaks, findUnmasked, secretInputs } from './leaks.ts'
import { findAltered, findOvermasked, knownIds } from './overmasked.ts'
import { allowAuthorization, recordRequests, withoutAllowedKeys } from './received-requests.ts'
import type { StepRecord } from './record.ts'
import type { ProcessResult } from './run-process.ts'
import type { StepOptions } from './types.ts'

/** Watches a step while it runs. Disposing of it ends that. */
export interface LeakScan extends Disposable {
  /**
   * The locations of the secrets that the step leaked, those that the action didn't mask, and what
   * it masked or altered although it's no secret.
   */
  leaks(ended: ProcessResult, record: StepRecord): string[]
}

/** Records the state before a step, to find out what it leaked, and where, once it has ended. */
export function startLeakScan(
  { inputs: given = {}, secrets = [], issued = [], entry }: StepOptions,
  variables: NodeJS.ProcessEnv,
  folders: Folders,
): LeakScan {
  const inputs = { 'github-token': RUN_TOKEN, ...given }
  const keys = secretInputs(inputs)
  const ofApi = secretInputs({ ...inputs, 'github-token': '' })
  const { GITHUB_WORKSPACE, RUNNER_TEMP, HOME, TMPDIR } = variables
  const own = [GITHUB_WORKSPACE, RUNNER_TEMP, HOME, TMPDIR].filter(path => path !== undefined)
  const left = watchFolders([...new Set([folders.root, ...own])])
  allowAuthorization(
    variables['INPUT_BASE-URL'],
    ofApi.map(key => `Bearer ${key}`),
  )
  allowAuthorization(variables.GITHUB_API_URL, [`token ${inputs['github-token'].trim()}`])
  const recorded = recordRequests()
  // Those of earlier steps are masked there.
  const before = issued.length
  return {
    leaks({ scanned, stdout }, { outputs, state, masks }) {
      const { paths, files } = left()
      const values = { ...prefix('output', outputs), ...prefix('state', state) }
      const places = {
        stdout: scanned.stdout.join('\n'),
        stderr: scanned.stderr.join('\n'),
        names: [...Object.keys(values), ...paths].join('\n'),
        ...values,
        ...prefix('file', new Map(Object.entries(files))),
        ...withoutAllowedKeys(recorded.requests()),
      }
      return [
        ...findLeaks(places, [...keys, RUN_TOKEN, ...secrets, ...issued]),
        ...(entry === undefined
          ? [
              ...findUnmasked(stdout, masks, keys, issued.slice(before)),
              ...findOvermasked(masks, inputs, [RUN_TOKEN, ...secrets, ...issued], variables),
            ]
          : []),
        ...findAltered(places, knownIds(inputs, outputs)),
      ]
    },
    [Symbol.dispose]: () => recorded[Symbol.dispose](),
  }
}

function prefix(kind: string, values: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...values].map(([name, value]) => [`${kind} ${name}`, value]))
}
