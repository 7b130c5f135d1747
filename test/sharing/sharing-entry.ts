import type { SourceLocation } from '../../src/common/validation.ts'
import type { ResolvedEntry, SharingEntry } from '../../src/sharing/targets.ts'

/** An entry that requests nothing; tests spread it and change what they test. */
export const ENTRY: SharingEntry & ResolvedEntry = {
  checkpointIds: [],
  jobIds: [],
  checkpointSelector: 'final',
  projectIds: [],
  projectNames: [],
  owningProjectId: null,
  location: null,
  nameLocations: [],
}

/** A location in that line of a sharing file. */
export const locationAt = (line: number): SourceLocation => ({
  file: 'sharing.yml',
  line,
  column: 5,
})
