import { readdirSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { read } from './folders.ts'

/** The files that a step created in its folders. */
export interface CreatedFiles {
  /** Every path that is new or changed, relative to its folder, with slashes. */
  paths: string[]
  /** The texts of the files that are new or changed, by their paths. */
  files: Record<string, string>
}

/**
 * Records the contents of the folders, except nested ones; the returned function returns what is
 * new or changed since.
 */
export function watchFolders(folders: readonly string[]): () => CreatedFiles {
  const own = folders.filter(
    folder => !folders.some(other => !relative(other, folder).startsWith('..') && other !== folder),
  )
  const before = new Map(own.flatMap(folder => statesIn(folder)))
  return () => {
    const changed = own.flatMap(folder =>
      statesIn(folder).flatMap(([path, state]) =>
        before.get(path) === state
          ? []
          : [{ path, name: relative(folder, path).replaceAll(sep, '/'), state }],
      ),
    )
    const files = changed.filter(({ state }) => state !== '')
    return {
      paths: changed.map(({ name }) => name),
      files: Object.fromEntries(files.map(({ path, name }) => [name, read(path)])),
    }
  }
}

/** Every path below a folder that might be missing, with a state that changes if the file does. */
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
