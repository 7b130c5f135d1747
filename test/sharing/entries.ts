import type { Place } from '../../src/common/validation.ts'
import type { Entry, ResolvedEntry } from '../../src/sharing/targets.ts'

/** An entry that asks for nothing; tests spread it and change what they are about. */
export const ENTRY: Entry & ResolvedEntry = {
  checkpointIds: [],
  jobIds: [],
  jobCheckpoints: 'final',
  projectIds: [],
  projectNames: [],
  owningProjectId: null,
  where: null,
  namePlaces: [],
}

/** A place in that line of a sharing file. */
export const placeAt = (line: number): Place => ({ file: 'sharing.yml', line, column: 5 })
