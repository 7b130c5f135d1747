/** A place in the sharing file. Lines and columns begin with 1. */
export interface Place {
  /** Path from the workspace. */
  file: string
  line: number
  column: number
}

/** A place as a property, and no property where there is none. */
export function placed(where: Place | null | undefined): { where?: Place } {
  return where === null || where === undefined ? {} : { where }
}

/** A mistake in what is asked for. `message` names the input, the value and the fix, and is raw. */
export interface Mistake {
  input: string
  message: string
  /** Where it stands in the sharing file; absent for the inputs of a workflow. */
  where?: Place
}

/** All that is wrong with what the workflow or its sharing file asks for. */
export class InvalidInputs extends Error {
  override readonly name = 'InvalidInputs'
  readonly mistakes: readonly Mistake[]
  constructor(mistakes: readonly Mistake[]) {
    super(mistakes.map(({ message }) => message).join('\n'))
    this.mistakes = mistakes
  }
}
