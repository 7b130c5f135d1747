import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request as forward, type RequestListener } from 'node:http'
import { createServer } from 'node:https'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
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
  let made = 0
  /** Creates a certificate and its key, signed by these options. */
  const make = (commonName: string, extensions: string[], ...signing: string[]): Certificate => {
    const file = (kind: string) => join(folder, `${made}.${kind}`)
    const [key, config, request, cert] = [file('key'), file('cnf'), file('csr'), file('pem')]
    const { privateKey } = generateKeyPairSync('ec', {
      namedCurve: 'prime256v1',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    writeFileSync(key, privateKey)
    const subject = ['[req]', 'prompt=no', 'distinguished_name=dn', '[dn]', `CN=${commonName}`]
    writeFileSync(config, [...subject, '[added]', ...extensions, ''].join('\n'))
    openssl('req', '-new', '-config', config, '-key', key, '-out', request)
    const added = ['-extfile', config, '-extensions', 'added']
    const issued = ['-days', '2', '-set_serial', `${++made}`, '-out', cert]
    openssl(
      'x509',
      '-req',
      '-in',
      request,
      ...(signing.length ? signing : ['-signkey', key]),
      ...added,
      ...issued,
    )
    return { cert: readFileSync(cert, 'utf8'), key: privateKey }
  }
  const ownExtensions = ['basicConstraints=critical,CA:TRUE', 'subjectKeyIdentifier=hash']
  const certificate = make('Private authority', ownExtensions)
  const [path, authorityKey] = [join(folder, '0.pem'), join(folder, '0.key')]
  return {
    path,
    certificate,
    issue(names, ...more) {
      const extensions = ['basicConstraints=CA:FALSE', `subjectAltName=${names.join()}`, ...more]
      return make('loopback', extensions, '-CA', path, '-CAkey', authorityKey)
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  }
}

/** Runs OpenSSL or LibreSSL with options that both have. */
const openssl = (...options: string[]) => execFileSync('openssl', options, { stdio: 'pipe' })

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

/** Puts TLS in front of a plain server on a port of 127.0.0.1, which gets what is encrypted. */
export function wrapInTls(port: number, certificate: Certificate): Promise<LoopbackServer> {
  return listen(
    createTlsServer(certificate, socket => {
      const onward = connect(port, '127.0.0.1')
      onward.on('error', () => socket.destroy())
      socket.on('error', () => onward.destroy())
      socket.pipe(onward).pipe(socket)
    }),
  )
}
