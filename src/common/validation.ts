// A thousand checkpoints with a hundred projects each are smaller.
/** The size limit of a sharing file. */
export const MAX_SHARING_FILE_BYTES = 4_000_000

/** A location in the sharing file. Lines and columns count from 1. */
export interface SourceLocation {
  /** Path from the workspace. */
  file: string
  line: number
  column: number
}

/** An object with the location, or without the property if there's none. */
export function withLocation(location: SourceLocation | null | undefined): {
  location?: SourceLocation
} {
  return location === null || location === undefined ? {} : { location }
}

/**
 * An error in the inputs or the sharing file. `message` is raw. It names the input, the value, what
 * is wrong, and the fix, in whole sentences.
 */
export interface ValidationIssue {
  input: string
  message: string
  /** Where it is in the sharing file; absent for inputs. */
  location?: SourceLocation
}

/** All errors in the inputs or the sharing file. */
export class InvalidInputsError extends Error {
  override readonly name = 'InvalidInputsError'
  readonly issues: readonly ValidationIssue[]
  constructor(issues: readonly ValidationIssue[]) {
    super(issues.map(({ message }) => message).join('\n'))
    this.issues = issues
  }
}

/** A line of `verify-keys` or `verify-service-accounts`, from 1, and the project on it. */
export interface VerificationLine {
  input: 'verify-keys' | 'verify-service-accounts'
  line: number
  projectId: string
}

/**
 * The message for a line whose project isn't requested. It names only the line, because what looks
 * like the project might be a misplaced key.
 */
export function unmatchedLineMessage({ input, line }: VerificationLine): string {
  const what = input === 'verify-keys' ? 'key' : 'service account'
  return `Line ${line} of ${input} has a ${what} for a project that isn't requested. Remove the line, or request the project.`
}
