import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'

const RSA_BITS = 2_048

/** A private key for an actor, in PEM: RSA, since it is what all servers of the fediverse can verify with. Takes about 0.1 s. */
export function makeActorKey (): string {
  return generateKeyPairSync('rsa', {
    modulusLength: RSA_BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' }
  }).privateKey
}

/** The public half of a private key, in PEM. */
export function publicKeyOf (privateKeyPem: string): string {
  return createPublicKey(createPrivateKey(privateKeyPem)).export({ type: 'spki', format: 'pem' }).toString()
}

/** The address of the key in an actor's document. */
export function keyIdOf (actor: string): string {
  return `${actor}#main-key`
}

/** The headers with which an actor asks for an address (GET) where strangers are not answered: draft-cavage-http-signatures-12. */
export function signedGet (address: string, { actor, privateKeyPem, now }: { actor: string, privateKeyPem: string, now: number }): Record<string, string> {
  const { host, pathname, search } = new URL(address)
  const date = new Date(now).toUTCString()
  const base = `(request-target): get ${pathname}${search}\nhost: ${host}\ndate: ${date}`
  const signature = sign('sha256', Buffer.from(base), privateKeyPem).toString('base64')
  return { date, signature: `keyId="${keyIdOf(actor)}",algorithm="rsa-sha256",headers="(request-target) host date",signature="${signature}"` }
}
