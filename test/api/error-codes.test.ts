import { expect, test } from 'vitest'
import { isCertificateFault } from '../../src/api/error-codes.ts'

test.each([
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CRL_HAS_EXPIRED',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'HOSTNAME_MISMATCH',
  'UND_ERR_PRX_TLS',
])('%s is about a certificate', code => {
  expect(isCertificateFault({ code })).toBe(true)
})

test.each([
  'ERR_CRL_',
  'ERR_UNABLE_TO_CONNECT',
  'ERR_INVALID_CA',
  'INVALID_CALL',
  'INVALID_PURPOSES',
  'INVALID_ARGUMENT',
  'MAX_PATH_LENGTH_EXCEEDED',
  'PATH_LENGTH_EXCEEDED_BY_1',
  'ERR_HOSTNAME_MISMATCH',
  'HOSTNAME_MISMATCHED',
  'X_UND_ERR_PRX_TLS',
  'UND_ERR_PRX_TLS_X',
  'ECONNRESET',
  undefined,
])("%s isn't about a certificate", code => {
  expect(isCertificateFault(code === undefined ? {} : { code })).toBe(false)
})
