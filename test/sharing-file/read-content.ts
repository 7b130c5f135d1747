import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InvalidInputsError } from '../../src/common/validation.ts'
import type { SharingEntry } from '../../src/sharing/targets.ts'
import { readSharingFile } from '../../src/sharing-file/read-sharing-file.ts'

/** Reads a sharing file with this content, named `sharing.yml`. */
export async function readContent(content: string | Uint8Array): Promise<SharingEntry[]> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'sharing-'))
  await writeFile(join(folder.path, 'sharing.yml'), content)
  return await readSharingFile('sharing.yml', folder.path)
}

/** The issues of a content as `3:18 message`, with `3:18` as the location. */
export async function issuesIn(content: string | Uint8Array): Promise<string[]> {
  try {
    await readContent(content)
    return []
  } catch (error) {
    if (!(error instanceof InvalidInputsError)) throw error
    return error.issues.map(({ input, message, location }) => {
      const file =
        location?.file === 'sharing.yml' && input === 'sharing-file' ? '' : `${location?.file} `
      return location === undefined
        ? message
        : `${file}${location.line}:${location.column} ${message}`
    })
  }
}

/** A content without the markers (`‸`) in it, and their locations, as `3:18`. */
export function parseMarkers(text: string): { content: string; locations: string[] } {
  const pieces = text.split('‸')
  const locations = pieces.slice(1).map((_, index) => {
    const before = pieces.slice(0, index + 1).join('')
    const lines = before.split(/\r?\n/)
    return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`
  })
  return { content: pieces.join(''), locations }
}
