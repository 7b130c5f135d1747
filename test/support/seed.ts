import fc from 'fast-check'

const DEFAULT_SEED = '20261125'
const { TEST_SEED = DEFAULT_SEED } = process.env

/** Whether random tests make the same choices as in every run. */
export const IS_DEFAULT_SEED = TEST_SEED === DEFAULT_SEED

/** The seed of chaos and property tests. `TEST_SEED` sets another one, as in CI. */
export const SEED = Number(TEST_SEED)

// Each property test uses it, so that a change fails for what it changed, and not by chance.
fc.configureGlobal({ seed: SEED })
