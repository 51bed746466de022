/** Networks on which a person has a handle or a profile address. */
export type HandleNetwork = 'LINKEDIN' | 'GITHUB' | 'X' | 'MASTODON' | 'BLUESKY' | 'SLACK' | 'TELEGRAM'

interface Network {
  /** Hosts whose profile addresses name the handle in the path. */
  readonly hosts: readonly string[]
  /** The handle in a profile's path. */
  readonly path: RegExp
  readonly handle: RegExp
}

const NETWORKS: Readonly<Record<Exclude<HandleNetwork, 'MASTODON' | 'SLACK'>, Network>> = {
  LINKEDIN: { hosts: ['linkedin.com'], path: /^\/?((?:in|pub|company|school)\/[^/]+)/i, handle: /^(?:(?:in|pub|company|school)\/)?[\p{L}\p{N}_-]{2,150}$/u },
  GITHUB: { hosts: ['github.com'], path: /^\/([^/]+)/, handle: /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}(?:\[bot\])?$/ },
  X: { hosts: ['x.com', 'twitter.com', 'mobile.twitter.com'], path: /^\/([^/]+)/, handle: /^[a-z0-9_]{1,15}$/ },
  BLUESKY: { hosts: ['bsky.app'], path: /^\/profile\/([^/]+)/, handle: /^(?:did:[a-z]+:[a-z0-9._:-]+|[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/ },
  TELEGRAM: { hosts: ['t.me', 'telegram.me'], path: /^\/(?:s\/)?([^/]+)/, handle: /^(?:[a-z][a-z0-9_]{3,31}|\d{4,20})$/ }
}

/** A handle or profile address as the one lower-case handle that all its spellings share; null where it is none. */
export function normalizeHandle (network: HandleNetwork, typed: string): string | null {
  if (network === 'MASTODON') return normalizeFediverse(typed)
  if (network === 'SLACK') return /^(?:[TE][A-Z0-9]{5,}[/:])?[UWB][A-Z0-9]{5,}$/i.test(typed) ? typed.toUpperCase().replace(':', '/') : null
  const { hosts, path, handle } = NETWORKS[network]
  const url = asUrl(typed)
  const onHost = url && hosts.some(host => url.hostname === host || url.hostname.endsWith(`.${host}`))
  if (/^https?:/i.test(typed) && !onHost) return null
  const found = onHost ? path.exec(decode(url.pathname))?.[1] : typed.replace(/^@/, '')
  const lower = found?.normalize('NFC').toLowerCase()
  if (!lower || !handle.test(lower)) return null
  // A bare LinkedIn name is a person's; other pages keep the word that tells them apart.
  return network === 'LINKEDIN' ? lower.replace(/^in\//, '') : lower
}

function normalizeFediverse (typed: string): string | null {
  const address = /^@?([a-z0-9_.-]+)@([^\s@/]+)$/i.exec(typed.replace(/^acct:/i, ''))
  if (address) return fediverse(address[1], asUrl(`https://${address[2]}`)?.hostname)
  const url = asUrl(typed)
  return fediverse(/^\/(?:@|users\/)([a-z0-9_.-]+)\/?$/i.exec(url?.pathname ?? '')?.[1], url?.hostname)
}

function fediverse (name: string | undefined, host: string | undefined): string | null {
  return name && host?.includes('.') ? `${name.toLowerCase()}@${host}` : null
}

function asUrl (typed: string): URL | null {
  try {
    return new URL(/^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed.replace(/^\/\//, '')}`)
  } catch {
    return null
  }
}

function decode (path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
