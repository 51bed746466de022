import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose'

/** Keys this old are asked for again, so that one which the issuer withdraws stops working. */
const FRESH_MS = 10 * 60_000
/** Keys this old are not trusted any longer, even while the issuer cannot be asked: one of them may have been stolen. */
const TRUSTED_MS = 24 * 60 * 60_000
/** The issuer is never asked more often than this, whatever tokens are sent to us. */
const COOLDOWN_MS = 30_000
/** The same, for an issuer that did not answer. */
const RETRY_MS = 5_000
const REQUEST_TIMEOUT_MS = 3_000

/** A JWT that may be good cannot be checked, because its issuer does not give out its keys. Not the client's doing. */
export class IssuerUnreachable extends Error {
  readonly code = 'ISSUER_UNREACHABLE'
  /** The HTTP status that says so. */
  readonly statusCode = 503
  readonly retryAfterSeconds = RETRY_MS / 1000

  constructor (issuer: string, cause: unknown) {
    super(`The keys of ${issuer} cannot be had.`, { cause })
    this.name = 'IssuerUnreachable'
  }
}

/**
 * Finds the key that a JWT is signed with among those that the issuer publishes, for jose to verify with. They are
 * fetched when first needed, kept, and fetched again when they are old or when a token names one that is not among
 * them. While the issuer cannot be reached the known ones go on working, for a day; other keys make IssuerUnreachable.
 */
export function issuerKeys (issuer: string, now: () => number): JWTVerifyGetKey {
  let known: { readonly find: JWTVerifyGetKey, readonly fetchedAt: number } | undefined
  let triedAt = -Infinity
  let failure: unknown
  let fetching: Promise<void> | undefined

  const isOlder = (ageMs: number) => !known || now() - known.fetchedAt >= ageMs

  /** Never rejects. Who comes while the issuer is being asked waits for the same answer. */
  async function refresh (): Promise<void> {
    if (fetching || now() - triedAt < (failure ? RETRY_MS : COOLDOWN_MS)) return await fetching
    const fetchedAt = triedAt = now()
    fetching = fetchKeys(issuer).then(
      find => { known = { find, fetchedAt }; failure = undefined },
      error => { failure = error }
    ).finally(() => { fetching = undefined })
    await fetching
  }

  const find: JWTVerifyGetKey = async (header, token) => {
    if (!known || isOlder(TRUSTED_MS)) throw new IssuerUnreachable(issuer, failure)
    return await known.find(header, token)
  }

  return async (header, token) => {
    if (isOlder(FRESH_MS)) {
      const asked = refresh()
      // An issuer that is known to be down keeps nobody waiting who shows a known key.
      if (!failure || isOlder(TRUSTED_MS)) await asked
    }
    try {
      return await find(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      await refresh()
      if (failure) throw new IssuerUnreachable(issuer, failure)
      return await find(header, token)
    }
  }
}

/** Whether what is read there can be trusted: over https, or from this machine. */
export function isSafeAddress (address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname))
}

/** OpenID Connect Discovery 1.0, 4: the issuer's own document says where its keys are. */
async function fetchKeys (issuer: string): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const response = await fetch(address, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS)
  })
  if (response.status !== 200) throw new Error(`${address} answers with status ${response.status}.`)
  const { issuer: named, jwks_uri: keysAddress } = await response.json() as { issuer?: unknown, jwks_uri?: unknown }
  if (named !== issuer) throw new Error(`${address} is of the issuer “${String(named)}”, not of “${issuer}”.`)
  if (typeof keysAddress !== 'string' || !isSafeAddress(keysAddress)) throw new Error(`${address} names no safe address of keys.`)
  // When to ask again is decided above; jose's own way asks a failing issuer with every request.
  const keys = createRemoteJWKSet(new URL(keysAddress), { cacheMaxAge: Infinity, cooldownDuration: Infinity, timeoutDuration: REQUEST_TIMEOUT_MS })
  await keys.reload()
  return keys
}
