import { readFile, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, posix, relative, sep, win32 } from 'node:path'
import { formatNumber, quoted } from '../common/format.ts'
import { InvalidInputsError } from '../common/validation.ts'
import type { SharingEntry } from '../sharing/targets.ts'
import { SHARING_FILE_INPUT, SharingDocument } from './document.ts'
import { readEntries } from './entries.ts'

// A thousand checkpoints with a hundred projects each are smaller.
const MAX_BYTES = 4_000_000

/**
 * Reads the sharing file.
 *
 * @param path relative to the workspace
 * @param workspace the folder that the repository is checked out into (`GITHUB_WORKSPACE`)
 * @throws InvalidInputsError with everything that is wrong with it
 */
export async function readSharingFile(path: string, workspace: string): Promise<SharingEntry[]> {
  const source = await readWithin(path, workspace)
  // Loaded here, so that nobody else pays for it.
  const yaml = await import('yaml')
  const file = posix.normalize(slashed(path))
  return readEntries(new SharingDocument(file, source, yaml))
}

/** A path as it is written on every machine: one with backslashes means the same on all of them. */
function slashed(path: string): string {
  return path.replaceAll('\\', '/')
}

/** The text of a file of the workspace. */
async function readWithin(path: string, workspace: string): Promise<string> {
  const fail = (message: string) => new InvalidInputsError([{ input: SHARING_FILE_INPUT, message }])
  const outside = `sharing-file: ${quoted(path)} is not within the workspace: name a file of the repository, without ..`
  // What is absolute on Windows is so here, too.
  if (win32.isAbsolute(path) || slashed(path).split('/').includes('..')) throw fail(outside)
  try {
    const root = await realpath(workspace)
    const real = await realpath(join(root, slashed(path)))
    const inside = relative(root, real)
    if (isAbsolute(inside) || inside.split(sep)[0] === '..') throw fail(outside)
    const { size } = await stat(real)
    if (size > MAX_BYTES) {
      const [bytes, max] = [size, MAX_BYTES].map(formatNumber)
      throw fail(`sharing-file: ${quoted(path)} has ${bytes} bytes, and ${max} are the most`)
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(real))
  } catch (error) {
    if (error instanceof InvalidInputsError) throw error
    if (error instanceof TypeError) throw fail(`sharing-file: ${quoted(path)} is not UTF-8`)
    const reason = error instanceof Error ? error.message : String(error)
    throw fail(
      `sharing-file: ${quoted(path)} could not be read (${reason}): is the repository checked out, by actions/checkout, before this step?`,
    )
  }
}
