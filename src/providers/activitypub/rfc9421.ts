import type { Webhook } from '../provider.ts'
import { base64Bytes, faultOfTimes, fromSeconds, isDigestOf, type HttpSignature, type KeyKind } from './http-signature.ts'

const REQUIRED = ['@method', '@target-uri', 'content-digest']
const KINDS: ReadonlyMap<string, readonly KeyKind[]> = new Map([['rsa-v1_5-sha256', ['rsa']], ['ed25519', ['ed25519']]])
/** `label=("@method" "date");…`: one signature, of components without parameters of their own. */
const INPUT = /^([a-z*][a-z0-9_.*-]*)=(\(((?:"[a-z0-9@_-]+"(?: (?=")|(?=\))))*)\)(.*))$/
/** `;name=12`, `;name="text"`, `;name=token`, or `;name`. */
const PARAMETER = / *; *([a-z*][a-z0-9_.*-]*)(?:=(?:(\d+)|"([^"\\]*)"|([a-zA-Z*][a-zA-Z0-9_.*:/-]*)))?/y

/**
 * The signature in Signature-Input and Signature, as RFC 9421 has them and Mastodon asks for: a single one, that says when it was made
 * and covers the method, the whole address and the digest (RFC 9530) of the body; or why nothing is signed by it.
 */
export function readRfc9421 ({ url, headers, body, receivedAt }: Webhook): HttpSignature | string {
  const [, label, input = '', list = '', tail = ''] = INPUT.exec((headers['signature-input'] ?? '').trim()) ?? []
  const parameters = readParameters(tail)
  if (!label || !parameters) return 'Its Signature-Input is not that of one signature.'
  const { keyid: keyId, created, expires, alg } = parameters
  const signature = signatureIn((headers['signature'] ?? '').trim(), label)
  if (!keyId || !signature) return 'Its signature lacks its keyid, or itself.'
  const kinds: readonly KeyKind[] | undefined = alg === undefined ? ['rsa', 'ed25519'] : KINDS.get(alg)
  if (!kinds) return 'It is signed by an algorithm that is not known here.'

  const names = list === '' ? [] : list.slice(1, -1).split('" "')
  if (!REQUIRED.every(name => names.includes(name)) || new Set(names).size < names.length) return `It signs less than ${REQUIRED.join(', ')}, or something twice.`
  const late = faultOfTimes([fromSeconds(created)], expires, receivedAt)
  if (late !== null) return late
  if (!isDigestOf(body, sha256In(headers['content-digest'] ?? ''))) return 'Its digest is of another body.'

  const known = new Map([...Object.entries(headers), ...Object.entries(derived(new URL(url)))])
  const lines = names.map(name => known.has(name) ? `"${name}": ${known.get(name)}` : null)
  if (lines.includes(null)) return 'It signs a header that it does not have.'
  // The parameters as they were written: whoever writes them in another way than they are signed has signed something else.
  return { keyId, base: Buffer.from([...lines, `"@signature-params": ${input}`].join('\n'), 'latin1'), signature, kinds }
}

/** RFC 9421, 2.2. */
function derived ({ href, protocol, host, pathname, search }: URL): Record<string, string> {
  return {
    '@method': 'POST',
    '@target-uri': href,
    '@scheme': protocol.slice(0, -1),
    '@authority': host,
    '@path': pathname,
    '@query': search || '?',
    '@request-target': pathname + search
  }
}

/** Null where anything else is between them, or where one comes twice. */
function readParameters (text: string): Record<string, string> | null {
  const found = new Map<string, string>()
  PARAMETER.lastIndex = 0
  while (PARAMETER.lastIndex < text.length) {
    const [, name = '', number, quoted, token] = PARAMETER.exec(text) ?? []
    if (name === '' || found.has(name)) return null
    found.set(name, number ?? quoted ?? token ?? '')
  }
  return Object.fromEntries(found)
}

function signatureIn (header: string, label: string): Buffer | null {
  const bytes = header.startsWith(`${label}=:`) && header.endsWith(':') ? header.slice(label.length + 2, -1) : undefined
  return base64Bytes(bytes)
}

function sha256In (digest: string): string | undefined {
  return digest.split(',').map(each => /^sha-256=:([^:]*):$/.exec(each.trim())?.[1]).find(each => each !== undefined)
}
