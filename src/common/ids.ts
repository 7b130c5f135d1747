/**
 * What an ID may look like, in inputs and in answers: IDs go into paths, logs and outputs. Hosts
 * other than OpenAI's have their own forms, so no prefix is asked for.
 */
export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._:@+=-]*$/

/** The most characters of an ID. */
export const ID_MAX_LENGTH = 256
