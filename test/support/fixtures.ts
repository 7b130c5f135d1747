import { ApiError, type ApiErrorDetails } from '../../src/api/errors.ts'
import type { Permission } from '../../src/api/permissions.ts'
import type { Status } from '../../src/sharing/status.ts'
import type { CheckpointPlan, Row } from '../../src/sharing/types.ts'

/** A checkpoint to share. */
export const CHECKPOINT = 'ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd'

/** A row without changes yet; tests spread it and change what they test. */
export const ROW: Row = {
  checkpointId: CHECKPOINT,
  projectId: 'proj_a',
  projectName: null,
  permissionId: null,
  createdAt: null,
  status: 'to-grant',
  requested: true,
  problem: null,
}

/** Every status that a row can have. */
export const EVERY_STATUS: readonly Status[] = [
  'granted',
  'shared',
  'owner',
  'revoked',
  'not-shared',
  'to-grant',
  'to-revoke',
  'failed',
  'skipped',
  'unknown',
]

/** A permission of `proj_a`. */
export const PERMISSION: Permission = {
  id: 'cp_a',
  projectId: 'proj_a',
  createdAt: 1_700_000_000,
}

/** The plan of a checkpoint whose list was read, with these changes to ROW. */
export function planOf(...rows: Partial<Row>[]): CheckpointPlan {
  const checkpointId = rows[0]?.checkpointId ?? CHECKPOINT
  return {
    checkpointId,
    rows: rows.map(row => ({ ...ROW, ...row })),
    listFailure: null,
    problem: null,
    duplicates: [],
  }
}

/** The API's rejection of a grant. */
export function rejection(serverMessage: string, details: Partial<ApiErrorDetails> = {}): ApiError {
  const blank = {
    kind: 'refused',
    operation: 'grant access',
    reason: 'the API answered 400',
  } as const
  return new ApiError({ ...blank, status: 400, serverMessage, attempts: 1, ...details })
}
