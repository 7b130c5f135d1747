import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root folder of this repository. */
export const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url))

// Found out once, because a step in this process has its own temporary folder.
const TEMPORARY = tmpdir()
const leftovers = new Set<string>()
process.once('exit', () => leftovers.forEach(removeFolder))

/** Removes a step's folders permanently. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  leftovers.delete(folder)
}

/**
 * Creates the folders of one step, and the empty files for its commands. Remaining folders are
 * removed when this process exits.
 */
export function createFolders() {
  const root = mkdtempSync(join(TEMPORARY, 'step-'))
  leftovers.add(root)
  const folder = (name: string) => {
    const path = join(root, name)
    mkdirSync(path)
    return path
  }
  const temp = folder('_temp')
  const commands = folder('_temp/_runner_file_commands')
  const file = (name: string, content = '') => {
    const path = join(commands, name)
    writeFileSync(path, content)
    return path
  }
  return {
    root,
    workspace: folder('workspace'),
    temp,
    home: folder('home'),
    system: folder('tmp'),
    files: {
      GITHUB_ENV: file('set_env'),
      GITHUB_OUTPUT: file('set_output'),
      GITHUB_PATH: file('add_path'),
      GITHUB_STATE: file('save_state'),
      GITHUB_STEP_SUMMARY: file('step_summary'),
      GITHUB_EVENT_PATH: file('event.json', '{}'),
    },
  }
}

/**
 * A step's folders: its workspace, RUNNER_TEMP, its home, the system's temporary folder, and its
 * files by their variable.
 */
export type Folders = ReturnType<typeof createFolders>

/** The text of a file, or empty if it doesn't exist: a step can remove its files. */
export function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
