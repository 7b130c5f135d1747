/** A place in the sharing file. Lines and columns begin with 1. */
export interface SourceLocation {
  /** Path from the workspace. */
  file: string
  line: number
  column: number
}

/** A place as a property, and no property where there is none. */
export function withLocation(location: SourceLocation | null | undefined): {
  location?: SourceLocation
} {
  return location === null || location === undefined ? {} : { location }
}

/** A mistake in what is asked for. `message` names the input, the value and the fix, and is raw. */
export interface ValidationIssue {
  input: string
  message: string
  /** Where it stands in the sharing file; absent for the inputs of a workflow. */
  location?: SourceLocation
}

/** All that is wrong with what the workflow or its sharing file asks for. */
export class InvalidInputsError extends Error {
  override readonly name = 'InvalidInputsError'
  readonly issues: readonly ValidationIssue[]
  constructor(issues: readonly ValidationIssue[]) {
    super(issues.map(({ message }) => message).join('\n'))
    this.issues = issues
  }
}

/**
 * The message about a key in `verify-keys` whose project isn't requested. It names only the line:
 * what stands for the project may be a key in the wrong place.
 */
export function unmatchedKeyMessage(line: number | undefined): string {
  return `Line ${line} of verify-keys has a key for a project that isn't requested. Remove the line, or request the project.`
}
