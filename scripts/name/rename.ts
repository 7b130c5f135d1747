import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The name that files have before the repository has a real one. It's in two parts because a rename
 * would change it, too.
 */
export const PLACEHOLDER = ['OWNER', 'share-checkpoint'].join('/')

// What GitHub accepts.
const OWNER = /^(?!.*--)[a-z\d]([a-z\d-]{0,37}[a-z\d])?$/i
const REPOSITORY = /^(?!\.{1,2}$)(?!.*\.(git|wiki|atom)$)[\w.-]{1,100}$/i

/** What is wrong with a repository's name, null if it's valid. */
export function nameError(name: string): string | null {
  const [owner = '', repository = '', ...more] = name.split('/')
  if (OWNER.test(owner) && REPOSITORY.test(repository) && more.length === 0) return null
  return `${JSON.stringify(name)} isn't a valid repository. Use the form owner/name`
}

/** The repository that package.json names, as `owner/name`. */
export function currentName(folder: string): string {
  const { repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const name = String(repository).replace(/^github:/, '')
  if (nameError(name) === null) return name
  throw new Error(`package.json needs "repository": "github:owner/name", and has "${repository}"`)
}

/**
 * Replaces the current name and the placeholder in every tracked text file of a folder.
 *
 * @returns the paths of the changed files
 */
export function rename(folder: string, name: string): string[] {
  const problem = nameError(name)
  if (problem !== null) throw new Error(problem)
  const current = currentName(folder)
  // A file that has the new name for another reason would change in the next rename.
  const taken = name === current ? [] : filesWith(folder, name)
  if (taken.length > 0) {
    throw new Error(
      `${name} is already another repository in ${taken.join(', ')}. Rename it there first`,
    )
  }
  const former = [current, PLACEHOLDER].filter(known => known !== name)
  const changed = former.flatMap(known => {
    const paths = filesWith(folder, known)
    for (const path of paths) {
      const text = read(folder, path)
      write(folder, path, text.replaceAll(patternOf(known), name))
    }
    return paths
  })
  return [...new Set(changed)].sort()
}

/** The tracked text files that contain a name, as a whole. */
function filesWith(folder: string, name: string): string[] {
  const options = ['-I', '-z', '--files-with-matches', '--fixed-strings']
  try {
    const paths = execFileSync('git', ['grep', ...options, '-e', name], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const pattern = patternOf(name)
    return paths
      .split('\0')
      .filter(path => path !== '' && read(folder, path).search(pattern) !== -1)
  } catch (error) {
    // Nothing was found.
    if ((error as { status?: number }).status === 1) return []
    throw error
  }
}

/** Matches a name that isn't part of a longer one. It may be in a URL, and end with `.git`. */
const patternOf = (name: string): RegExp =>
  new RegExp(`(?<![\\w.-])${RegExp.escape(name)}(?![\\w-]|\\.(?!git\\b)\\w)`, 'g')

// As Latin-1 each byte is a character, so what isn't replaced stays as it is.
const read = (folder: string, path: string) => readFileSync(join(folder, path), 'latin1')
const write = (folder: string, path: string, text: string) =>
  writeFileSync(join(folder, path), text, 'latin1')
