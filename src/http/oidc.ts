import { errors, jwtVerify } from 'jose'
import { invalid, Refusal } from '../domain/refusal.ts'
import type { VouchedMember } from '../operations/members/recognize-member.ts'
import { readClaims, type ClaimNames } from './claims.ts'
import { isSafeAddress, issuerKeys } from './issuer-keys.ts'

/** Signatures that are accepted unless configured otherwise. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const
// Only signatures that a public key checks: with a shared secret, whoever can check a token can make one.
const KNOWN_ALGORITHMS: readonly string[] = [...ALGORITHMS, 'RS384', 'RS512', 'PS384', 'PS512', 'ES384', 'ES512', 'Ed25519']
const CLOCK_TOLERANCE_SECONDS = 60
/** An ID or access token; other kinds (logout, DPoP proof …) are signed with the same key and are no proof of a login. */
const TYPES = /^(application\/)?(at\+)?jwt$/i

export interface OidcOptions extends Partial<ClaimNames> {
  /** Exactly as the issuer writes it in `iss`. https, but for one on this machine. */
  readonly issuer: string
  readonly audience: string
  readonly algorithms?: readonly string[]
  /** Epoch milliseconds. */
  readonly now: () => number
}

export interface JwtIssuer {
  /** The claim in which the issuer names a member's role. */
  readonly roleClaim: string
  /** Whom a JWT vouches for. Refuses it (UNAUTHENTICATED) unless all of it holds; throws IssuerUnreachable where that cannot be known now. */
  readonly verify: (jwt: string) => Promise<VouchedMember>
}

/** Accepts the JWTs of one OpenID Connect issuer. Refuses (INVALID) an issuer without https and algorithms that prove nothing. */
export function acceptJwts (options: OidcOptions): JwtIssuer {
  const { issuer, audience, algorithms = ALGORITHMS, workspaceClaim = 'goodturn_workspace', roleClaim = 'goodturn_role', now } = options
  if (!isSafeAddress(issuer)) throw invalid({ path: 'OIDC_ISSUER', message: 'has to begin with https://, unless the issuer runs on this machine.' })
  const unknown = algorithms.find(algorithm => !KNOWN_ALGORITHMS.includes(algorithm))
  if (unknown !== undefined || algorithms.length === 0) {
    throw invalid({ path: 'OIDC_ALGORITHMS', message: `has to be some of ${KNOWN_ALGORITHMS.join(', ')}.` })
  }
  const keys = issuerKeys(issuer, now)
  return {
    roleClaim,
    async verify (jwt) {
      const { payload, protectedHeader } = await jwtVerify(jwt, keys, {
        issuer,
        audience,
        algorithms: [...algorithms],
        requiredClaims: ['exp', 'sub'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(now())
      }).catch(refuse)
      if (protectedHeader.typ !== undefined && !TYPES.test(protectedHeader.typ)) throw unauthenticated('is of a kind that does not sign anybody in')
      return readClaims(payload, { workspaceClaim, roleClaim })
    }
  }
}

/** What jose finds wrong, in a sentence; what it does not know is an outage or a bug, and stays what it is. */
function refuse (error: unknown): never {
  if (error instanceof errors.JWTExpired) throw unauthenticated('has expired')
  if (error instanceof errors.JWTClaimValidationFailed) throw unauthenticated(wrongClaim(error))
  if (error instanceof errors.JOSEAlgNotAllowed) throw unauthenticated('is signed in a way that is not accepted here')
  if (error instanceof errors.JWKSNoMatchingKey) throw unauthenticated('is signed with a key that its issuer does not publish')
  if (error instanceof errors.JWKSMultipleMatchingKeys) throw unauthenticated('does not say which key it is signed with')
  if (error instanceof errors.JWSSignatureVerificationFailed) throw unauthenticated('has a wrong signature')
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid || error instanceof errors.JOSENotSupported) throw unauthenticated('is malformed')
  throw error
}

function wrongClaim ({ claim, reason }: errors.JWTClaimValidationFailed): string {
  if (reason === 'missing') return `has no claim “${claim}”`
  if (reason === 'invalid') return `has a malformed claim “${claim}”`
  switch (claim) {
    case 'iss': return 'is from an issuer that is not accepted here'
    case 'aud': return 'is made for another audience'
    case 'nbf': return 'is not valid yet'
    default: return `has a wrong claim “${claim}”`
  }
}

function unauthenticated (what: string): Refusal {
  return new Refusal('UNAUTHENTICATED', `The token ${what}.`)
}
