import type { Webhook } from '../provider.ts'
import { base64Bytes, faultOfTimes, fromSeconds, isDigestOf, type HttpSignature } from './http-signature.ts'

/** Of old servers none names its algorithm but `rsa-sha256`; `hs2019` leaves it to the key, which is RSA. */
const ALGORITHMS = ['hs2019', 'rsa-sha256']
const REQUIRED = ['(request-target)', 'host', 'digest']
/** `name="value"` or `name=value`, and what separates it from the next one. */
const PARAMETER = /\s*([a-zA-Z]+)=(?:"([^"]*)"|([^\s",]+))\s*(?:,|$)/y

/**
 * The signature in a Signature header as draft-cavage-http-signatures-12 has it; or why nothing is signed by it. A POST has to sign its
 * target, its host, its digest, and when it was made.
 */
export function readCavage ({ url, headers, body, receivedAt }: Webhook): HttpSignature | string {
  const parameters = readParameters(headers['signature'] ?? '')
  if (!parameters) return 'It has no Signature, or one that cannot be read.'
  const { keyId, created, expires, algorithm = 'hs2019' } = parameters
  const signature = base64Bytes(parameters['signature'])
  if (!keyId || !signature) return 'Its signature lacks its keyId, or itself.'
  if (!ALGORITHMS.includes(algorithm.toLowerCase())) return 'It is signed by an algorithm that is not known here.'

  const names = (parameters['headers'] ?? '').toLowerCase().split(' ')
  const times = names.flatMap(name => name === '(created)' ? [fromSeconds(created)] : name === 'date' ? [Date.parse(headers['date'] ?? '')] : [])
  if (times.length === 0 || !REQUIRED.every(name => names.includes(name))) return `It signs less than its time, ${REQUIRED.join(', ')}.`
  const late = faultOfTimes(times, expires, receivedAt)
  if (late !== null) return late
  if (!isDigestOf(body, sha256In(headers['digest'] ?? ''))) return 'Its digest is of another body.'

  const { host, pathname, search } = new URL(url)
  const known = new Map(Object.entries({ ...headers, host, '(request-target)': `post ${pathname}${search}`, '(created)': created, '(expires)': expires }))
  const lines = names.map(name => known.get(name) === undefined ? null : `${name}: ${known.get(name)}`)
  if (lines.includes(null)) return 'It signs a header that it does not have.'
  return { keyId, base: Buffer.from(lines.join('\n'), 'latin1'), signature, kinds: ['rsa'] }
}

/** Null where there is none, where anything else is between them, or where one comes twice. */
function readParameters (header: string): Record<string, string> | null {
  const found = new Map<string, string>()
  PARAMETER.lastIndex = 0
  while (PARAMETER.lastIndex < header.length) {
    const [, name = '', quoted, bare = ''] = PARAMETER.exec(header) ?? []
    if (name === '' || found.has(name)) return null
    found.set(name, quoted ?? bare)
  }
  return found.size > 0 ? Object.fromEntries(found) : null
}

/** RFC 3230: `SHA-256=…` among others perhaps, the name in any case. */
function sha256In (digest: string): string | undefined {
  return digest.split(',').map(each => each.trim()).find(each => /^sha-256=/i.test(each))?.slice('sha-256='.length)
}
