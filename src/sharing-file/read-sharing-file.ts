import { readFile, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, posix, relative, sep, win32 } from 'node:path'
import { formatNumber, quoted } from '../common/format.ts'
import { InvalidInputsError, MAX_SHARING_FILE_BYTES } from '../common/validation.ts'
import type { SharingEntry } from '../sharing/targets.ts'
import { SHARING_FILE_INPUT, SharingDocument } from './document.ts'
import { readEntries } from './entries.ts'

/**
 * Reads the sharing file.
 *
 * @param path relative to the workspace
 * @param workspace the folder that the repository is checked out into (`GITHUB_WORKSPACE`)
 * @throws InvalidInputsError with all errors in the file, or if it can't be read
 */
export async function readSharingFile(path: string, workspace: string): Promise<SharingEntry[]> {
  const source = await readWithin(path, workspace)
  // Loaded here, so runs without a sharing file start faster.
  const yaml = await import('yaml')
  const file = posix.normalize(slashed(path))
  return readEntries(new SharingDocument(file, source, yaml))
}

/** A path with slashes: backslashes separate folders on every system, not only on Windows. */
function slashed(path: string): string {
  return path.replaceAll('\\', '/')
}

/** The content of a file in the workspace. */
async function readWithin(path: string, workspace: string): Promise<string> {
  const fail = (message: string) => new InvalidInputsError([{ input: SHARING_FILE_INPUT, message }])
  const outside = `sharing-file: ${quoted(path)} isn't a relative path in the workspace. Use the path of a file in the repository, without "..".`
  // Paths that are absolute on Windows are rejected on every system.
  if (win32.isAbsolute(path) || slashed(path).split('/').includes('..')) throw fail(outside)
  try {
    const root = await realpath(workspace)
    const real = await realpath(join(root, slashed(path)))
    const inside = relative(root, real)
    if (isAbsolute(inside) || inside.split(sep)[0] === '..') throw fail(outside)
    const { size } = await stat(real)
    if (size > MAX_SHARING_FILE_BYTES) {
      const [bytes, max] = [size, MAX_SHARING_FILE_BYTES].map(formatNumber)
      throw fail(
        `sharing-file: ${quoted(path)} has ${bytes} bytes, but the limit is ${max}. Split it into several files.`,
      )
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(real))
  } catch (error) {
    if (error instanceof InvalidInputsError) throw error
    if (error instanceof TypeError) {
      throw fail(`sharing-file: ${quoted(path)} isn't UTF-8. Save the file as UTF-8.`)
    }
    const reason = error instanceof Error ? error.message : String(error)
    // Without Node's code and the path on this machine: `ENOENT: no such file, realpath '/…'`.
    const words = reason.replace(/^[A-Z]+: ([^,]+),.*/s, '$1')
    throw fail(
      `sharing-file: ${quoted(path)} can't be read (${words}). Check the path, and run actions/checkout before this step.`,
    )
  }
}
