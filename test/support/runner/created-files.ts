import { readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { read } from './folders.ts'

/** What a step left in its folders. */
export interface CreatedFiles {
  /** Every path that is new, changed or not, from its folder on. */
  paths: string[]
  /** The texts of the files that are new or changed, by their paths. */
  files: Record<string, string>
}

/**
 * Notes what is in the folders, those below others aside; the returned function tells what has
 * come, and what has changed, since.
 */
export function watchFolders(folders: readonly string[]): () => CreatedFiles {
  const own = folders.filter(
    folder => !folders.some(other => !relative(other, folder).startsWith('..') && other !== folder),
  )
  const before = new Map(own.flatMap(folder => statesIn(folder)))
  return () => {
    const changed = own.flatMap(folder =>
      statesIn(folder).flatMap(([path, state]) =>
        before.get(path) === state ? [] : [{ path, name: relative(folder, path), state }],
      ),
    )
    const files = changed.filter(({ state }) => state !== '')
    return {
      paths: changed.map(({ name }) => name),
      files: Object.fromEntries(files.map(({ path, name }) => [name, read(path)])),
    }
  }
}

/** Every path below a folder that may be missing, with what changes where a file is written to. */
function statesIn(folder: string): [path: string, state: string][] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).map(entry => {
      const path = join(entry.parentPath, entry.name)
      if (!entry.isFile()) return [path, '']
      const { size, mtimeMs } = statSync(path)
      return [path, `${size} ${mtimeMs}`]
    })
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return []
    throw error
  }
}
