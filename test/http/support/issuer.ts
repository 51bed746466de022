import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTHeaderParameters, type JWTPayload } from 'jose'
import type { Test } from 'tap'

/** A key pair with the name that it is published under. */
export interface SigningKey {
  readonly alg: string
  readonly kid: string
  readonly privateKey: CryptoKey
  readonly publicJwk: JWK
}

/** An OpenID Connect issuer on this machine; what it answers can be changed while it runs. */
export interface LocalIssuer {
  readonly address: string
  /** Published as they are at the moment. */
  keys: JWK[]
  /** What the discovery document says besides or instead. */
  discovery: Record<string, unknown>
  /** `down` answers 503, `mute` does not answer at all. */
  mood: 'up' | 'down' | 'mute'
  /** How often its keys were asked for. */
  readonly asked: () => number
  readonly requests: string[]
}

export async function localIssuer (t: Test, ...keys: readonly SigningKey[]): Promise<LocalIssuer> {
  const server = createServer((request, response) => {
    issuer.requests.push(request.url ?? '')
    if (issuer.mood === 'mute') return
    if (issuer.mood === 'down') return send(response, 503, {})
    if (request.url === '/.well-known/openid-configuration') {
      return send(response, 200, { issuer: issuer.address, jwks_uri: `${issuer.address}/keys`, ...issuer.discovery })
    }
    if (request.url === '/moved') return response.writeHead(302, { location: `${issuer.address}/keys` }).end()
    send(response, request.url === '/keys' ? 200 : 404, { keys: issuer.keys })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  const issuer: LocalIssuer = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys: keys.map(({ publicJwk }) => publicJwk),
    discovery: {},
    mood: 'up',
    requests: [],
    asked: () => issuer.requests.filter(path => path.startsWith('/.well-known')).length
  }
  return issuer
}

export async function signingKey (kid: string, alg = 'ES256'): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  return { alg, kid, privateKey, publicJwk: { ...await exportJWK(publicKey), kid, alg, use: 'sig' } }
}

/** A JWT with these claims and no others. */
export async function sign (key: SigningKey, claims: JWTPayload, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
  return await new SignJWT(claims).setProtectedHeader({ alg: key.alg, kid: key.kid, ...header }).sign(key.privateKey)
}

function send (response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
