import { currentName } from '../../scripts/name/rename.ts'
import { REPOSITORY } from '../support/runner/folders.ts'

/** The owner and name of this repository on GitHub: `owner/name`. */
export const OWN_NAME = currentName(REPOSITORY)
