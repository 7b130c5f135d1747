import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request as forward, type RequestListener } from 'node:http'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Api } from './api.ts'
import { type LoopbackServer, listen } from './loopback.ts'

/** A certificate and its key, in PEM. */
export interface Certificate {
  cert: string
  key: string
}

/** A certificate authority that isn't trusted by any machine. Disposing of it removes its files. */
export interface CertificateAuthority extends Disposable {
  /** The path of its own certificate, for NODE_EXTRA_CA_CERTS. */
  path: string
  /** Its own self-signed certificate. */
  certificate: Certificate
  /**
   * Issues a certificate for names such as `DNS:localhost` and `IP:127.0.0.1`, with extensions as
   * OpenSSL writes them. It is valid for two days.
   */
  issue(names: string[], ...extensions: string[]): Certificate
}

/**
 * Creates a certificate authority. It is new each time, because stored ones would expire, and their
 * keys would look like secrets.
 */
export function createCertificateAuthority(): CertificateAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'authority-'))
  const [path, authorityKey] = [join(folder, 'authority.pem'), join(folder, 'authority.key')]
  const make = (name: string, cert: string, key: string, extensions: string[], more: string[]) => {
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc']
    const added = extensions.flatMap(extension => ['-addext', extension])
    const said = ['-subj', `/CN=${name}`, '-days', '2', '-keyout', key, '-out', cert]
    const options = ['req', '-x509', ...curve, ...added, ...said, ...more]
    execFileSync('openssl', options, { stdio: 'pipe' })
  }
  make('Private authority', path, authorityKey, [], [])
  let made = 0
  const read = (cert: string, key: string) => ({
    cert: readFileSync(cert, 'utf8'),
    key: readFileSync(key, 'utf8'),
  })
  return {
    path,
    certificate: read(path, authorityKey),
    issue(names, ...more) {
      const [cert, key] = [join(folder, `${++made}.pem`), join(folder, `${made}.key`)]
      const extensions = ['basicConstraints=CA:FALSE', `subjectAltName=${names.join()}`, ...more]
      make('loopback', cert, key, extensions, ['-CA', path, '-CAkey', authorityKey])
      return read(cert, key)
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  }
}

/** An API over TLS. */
export interface SecureApi extends LoopbackServer {
  /** The protocols that each connection offered, by their TLS names. */
  offered: string[][]
}

/** Puts TLS in front of an API. */
export async function serveOverTls(
  api: Api,
  certificate: Certificate,
  address?: string,
): Promise<SecureApi> {
  const toApi: RequestListener = (incoming, response) => {
    const { method, url = '', headers } = incoming
    const onward = forward(new URL(url, api.baseUrl), { method, headers }, answer => {
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    })
    incoming.pipe(onward)
  }
  const offered: string[][] = []
  const ALPNCallback = ({ protocols }: { protocols: string[] }) => {
    offered.push(protocols)
    return 'http/1.1'
  }
  const server = createServer({ ...certificate, ALPNCallback }, toApi)
  return Object.assign(await listen(server, address), { offered })
}
