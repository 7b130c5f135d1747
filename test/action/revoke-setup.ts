import type { Api } from '../support/api.ts'
import { CHECKPOINT, ids, organization } from './setup.ts'

/** The inputs of a step that revokes any number of permissions. */
export const REVOKE = { mode: 'revoke', 'max-revocations': 'none' }

/** An organization in which this many projects, and another, share CHECKPOINT. */
export const organizationSharing = (count: number): Promise<Api> =>
  organization(count, {
    projects: [{ id: 'proj_stranger' }],
    checkpoints: { [CHECKPOINT]: { shared: [...ids(count), 'proj_stranger'] } },
  })
