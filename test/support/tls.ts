import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as forward, type RequestListener } from 'node:http'
import { createServer } from 'node:https'
import { connect, isIP } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import forge from 'node-forge'
import type { Api } from './api.ts'
import { type LoopbackServer, listen } from './loopback.ts'

const { md, pki } = forge
const DAY_MS = 24 * 60 * 60 * 1_000

/** A certificate and its key, in PEM. */
export interface Certificate {
  cert: string
  key: string
}

/** A certificate authority that isn't trusted by any machine. Disposing of it removes its file. */
export interface CertificateAuthority extends Disposable {
  /** The path of its own certificate, for NODE_EXTRA_CA_CERTS. */
  path: string
  /** Its own self-signed certificate. */
  certificate: Certificate
  /** Issues a certificate for host names and IP addresses, with additional extensions. */
  issue(hosts: readonly string[], ...extensions: Extension[]): Certificate
}

/** An extension of a certificate, as node-forge describes it. */
interface Extension {
  name: string
  [option: string]: unknown
}

/**
 * Creates a certificate authority. It is new each time, because stored ones would expire, and their
 * keys would look like secrets. Its certificates share one key, and are valid for two days.
 */
export function createCertificateAuthority(): CertificateAuthority {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const authority = nameOf(`Private authority ${randomUUID()}`)
  let issued = 0
  const sign = (subject: forge.pki.CertificateField[], extensions: Extension[]): Certificate => {
    const certificate = pki.createCertificate()
    certificate.publicKey = pki.publicKeyFromPem(publicKey)
    certificate.serialNumber = (++issued).toString(16).padStart(2, '0')
    certificate.validity.notAfter = new Date(Date.now() + 2 * DAY_MS)
    certificate.setSubject(subject)
    certificate.setIssuer(authority)
    certificate.setExtensions(extensions)
    certificate.sign(pki.privateKeyFromPem(privateKey), md.sha256.create())
    return { cert: pki.certificateToPem(certificate), key: privateKey }
  }
  const certificate = sign(authority, [{ name: 'basicConstraints', critical: true, cA: true }])
  const folder = mkdtempSync(join(tmpdir(), 'authority-'))
  const path = join(folder, 'authority.pem')
  writeFileSync(path, certificate.cert)
  return {
    path,
    certificate,
    issue: (hosts, ...extensions) =>
      sign(nameOf('loopback'), [
        { name: 'basicConstraints', cA: false },
        { name: 'subjectAltName', altNames: hosts.map(alternativeName) },
        ...extensions,
      ]),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  }
}

const nameOf = (commonName: string) => [{ name: 'commonName', value: commonName }]

/** A host in a certificate. The types of names are from RFC 5280, 4.2.1.6. */
const alternativeName = (host: string) =>
  isIP(host) ? { type: 7, ip: host } : { type: 2, value: host }

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
