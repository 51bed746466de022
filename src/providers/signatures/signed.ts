import { createHash } from 'node:crypto'
import { fieldsOf, isUrlEncoded, urlEncodedPairs } from '../form-fields.ts'
import type { Webhook } from '../provider.ts'
import { isSame, type Scheme } from './scheme.ts'

type Reader = Scheme['signed']

/** The body alone is signed; the signature follows a prefix in a header. */
export function ofBody (header: string, prefix = ''): Reader {
  return ({ headers, body }) => {
    const signature = headers[header]
    return signature?.startsWith(prefix) ? { signatures: [signature.slice(prefix.length)], bases: [[body]] } : without(header)
  }
}

/** A version, the time and the body are signed, between colons: `v0:1531420618:{…}`. */
export function ofVersionTimeBody (header: string, timeHeader: string): Reader {
  return ({ headers, body }) => {
    const [signature, timestamp] = [headers[header], headers[timeHeader]]
    if (!signature?.startsWith('v0=') || !timestamp) return without(`${header}, or ${timeHeader}`)
    return { signatures: [signature.slice(3)], timestamp, bases: [['v0:', timestamp, ':', body]] }
  }
}

/** The time and the body are signed, one right after the other. */
export function ofTimeBody (header: string, timeHeader: string): Reader {
  return ({ headers, body }) => {
    const [signature, timestamp] = [headers[header], headers[timeHeader]]
    return signature && timestamp ? { signatures: [signature], timestamp, bases: [[timestamp, body]] } : without(`${header}, or ${timeHeader}`)
  }
}

/** Time and signatures share a header (`t=1492774577,v1=…`), and `t.body` is signed. */
export function ofTimeDotBody (header: string): Reader {
  return ({ headers, body }) => {
    const entries = (headers[header] ?? '').split(',').map(entry => entry.trim())
    const values = (name: string) => entries.filter(entry => entry.startsWith(`${name}=`)).map(entry => entry.slice(name.length + 1))
    const [timestamp, signatures] = [values('t')[0], values('v1')]
    return timestamp && signatures.length > 0 ? { signatures, timestamp, bases: [[timestamp, '.', body]] } : without(header)
  }
}

/** Standard Webhooks 1.0.0, and Svix from before it: `id.time.body` is signed; of a list, the signatures of one version are taken. */
export function standard (version: 'v1' | 'v1a'): Reader {
  return ({ headers, body }) => {
    const family = 'webhook-signature' in headers ? 'webhook' : 'svix'
    const [id, timestamp, list] = [headers[`${family}-id`], headers[`${family}-timestamp`], headers[`${family}-signature`]]
    if (!id || !timestamp || !list) return without('webhook-id, webhook-timestamp or webhook-signature')
    // With a point in it, the end of an id could be taken for a time, and an old time for the beginning of a body.
    if (id.includes('.')) return 'The webhook-id has a point in it.'
    const signatures = list.split(' ').filter(entry => entry.startsWith(`${version},`)).map(entry => entry.slice(version.length + 1))
    return { signatures, timestamp, bases: [[id, '.', timestamp, '.', body]] }
  }
}

/**
 * Mailgun signs a time and a token, and no word of the body that they stand in: each token must be taken once only. Nothing stands between
 * the two, so the time has ten digits: with some of the token's it would be one in milliseconds, and the rest a token that nobody took yet.
 */
export const mailgunFields: Reader = webhook => {
  const fields = fieldsOf(webhook, ['timestamp', 'token', 'signature'])
  const [timestamp, token, signature] = [fields.get('timestamp'), fields.get('token'), fields.get('signature')]
  if (!timestamp || !token || !signature) return 'It has no field timestamp, token or signature.'
  return /^\d{10}$/.test(timestamp) ? { signatures: [signature], timestamp, bases: [[timestamp, token]] } : 'Its timestamp is not in seconds.'
}

/** The address is signed with the sorted fields of the form; or by itself, when it has the hash of the body in it. */
export const addressAndForm: Reader = webhook => {
  const signature = webhook.headers['x-twilio-signature']
  if (!signature) return without('x-twilio-signature')
  const hash = URL.canParse(webhook.url) ? new URL(webhook.url).searchParams.get('bodySHA256') : null
  if (hash !== null) {
    const isBody = isSame(createHash('sha256').update(webhook.body).digest('hex'), hash)
    return isBody ? { signatures: [signature], bases: spellings(webhook.url).map(url => [url]) } : 'The body is not the one whose hash was signed.'
  }
  // Of any other body not a word is signed: the address alone would do for all of them.
  if (!isUrlEncoded(webhook)) return 'The body is no form, and its hash is not in the address.'
  const fields = sortedFields(webhook.body)
  if (fields === null) return 'The form has more fields than anybody sends.'
  return { signatures: [signature], bases: spellings(webhook.url).map(url => [url, fields]) }
}

/** Null where there are too many to sort. */
function sortedFields (body: Buffer): string | null {
  const pairs = urlEncodedPairs(body)?.sort(([a, b], [c, d]) => a < c || (a === c && b < d) ? -1 : 1)
  if (!pairs) return null
  const isAgain = (at: number) => pairs[at]?.[0] === pairs[at - 1]?.[0] && pairs[at]?.[1] === pairs[at - 1]?.[1]
  return pairs.filter((_pair, at) => at === 0 || !isAgain(at)).map(([name, value]) => name + value).join('')
}

/** Twilio signs with the port of the address or without, and with an apostrophe as it is or escaped. */
function spellings (url: string): string[] {
  if (!URL.canParse(url)) return [url]
  const { protocol, hostname, port } = new URL(url)
  const start = /^[^:/]+:\/\/[^/?#]*/.exec(url)?.[0] ?? ''
  const rest = url.slice(start.length)
  const hosts = [start, `${protocol}//${hostname}`, `${protocol}//${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`]
  const rests = [rest, rest.replaceAll("'", '%27'), rest.replaceAll('%27', "'")]
  return [...new Set(hosts.flatMap(host => rests.map(part => host + part)))]
}

/** A header that holds the secret itself. */
export function secretIn (header: string): Reader {
  return ({ headers }) => headers[header] ? { signatures: [headers[header]], bases: [[]] } : without(header)
}

/** `Authorization: Bearer <secret>`, or Basic with the secret as the password, which is also what an address with user:secret@ becomes. */
export const authorization: Reader = ({ headers }: Webhook) => {
  const [, scheme = '', value = ''] = /^(bearer|basic) +(\S+)$/i.exec(headers['authorization'] ?? '') ?? []
  if (scheme.toLowerCase() === 'bearer') return { signatures: [value], bases: [[]] }
  const basic = Buffer.from(value, 'base64').toString()
  return basic.includes(':') ? { signatures: [basic.slice(basic.indexOf(':') + 1)], bases: [[]] } : without('authorization')
}

function without (header: string): string {
  return `It has no header ${header}, or one that says nothing.`
}
