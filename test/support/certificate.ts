import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A certificate for loopback, and its key. Disposing of it removes its file. */
export interface Certificate extends Disposable {
  key: Buffer
  cert: Buffer
  /** The file with the certificate, for NODE_EXTRA_CA_CERTS. */
  path: string
}

/** Makes one anew: one that is kept would expire some day, and its key look like a secret. */
export function makeCertificate(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'))
  const [path, keyPath] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc']
  const names = ['-subj', '/CN=loopback', '-addext', 'subjectAltName=IP:127.0.0.1']
  const files = ['-keyout', keyPath, '-out', path]
  execFileSync('openssl', ['req', '-x509', ...curve, ...names, '-days', '2', ...files], {
    stdio: 'pipe',
  })
  const remove = () => rmSync(folder, { recursive: true })
  return { key: readFileSync(keyPath), cert: readFileSync(path), path, [Symbol.dispose]: remove }
}
