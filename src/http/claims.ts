import type { JWTPayload } from 'jose'
import { ROLES, SCOPES, type Role, type Scope } from '../domain/actor.ts'
import { Refusal } from '../domain/refusal.ts'
import type { VouchedMember } from '../operations/members/recognize-member.ts'
import { FIRST_WORKSPACE } from '../operations/workspaces/first-start.ts'

/** Where an issuer puts what concerns us. */
export interface ClaimNames {
  readonly workspaceClaim: string
  readonly roleClaim: string
}

const LONGEST_SUBJECT = 255
const LONGEST_NAME = 200
const SLUG = /^[a-z0-9][a-z0-9-]{0,62}$/

/**
 * What the claims of a verified JWT vouch for. Without a workspace claim it is the first workspace. Refuses a subject
 * that is no name (UNAUTHENTICATED) and a workspace claim that is no slug (FORBIDDEN).
 */
export function readClaims (claims: JWTPayload, { workspaceClaim, roleClaim }: ClaimNames): VouchedMember {
  const { iss: issuer = '', sub: subject } = claims
  if (!isSubject(subject)) throw new Refusal('UNAUTHENTICATED', 'The token has a malformed claim “sub”.')
  const workspaceSlug = own(claims, workspaceClaim) ?? FIRST_WORKSPACE
  if (typeof workspaceSlug !== 'string' || !SLUG.test(workspaceSlug)) {
    throw new Refusal('FORBIDDEN', `The token's claim “${workspaceClaim}” is not the short name of a workspace.`)
  }
  return {
    workspaceSlug,
    issuer,
    subject,
    name: nameOf(claims) ?? subject,
    role: bestRole(own(claims, roleClaim)),
    scopes: scopesIn(claims.scope)
  }
}

/** The highest of the roles that are named, in any case; null where none of ours is. */
function bestRole (claim: unknown): Role | null {
  const named = new Set(strings(claim).map(role => role.toUpperCase()))
  return ROLES.find(role => named.has(role)) ?? null
}

/** Ours are `goodturn:read` and so on, with spaces between them (RFC 6749, 3.3); null where there are none. */
function scopesIn (claim: unknown): Scope[] | null {
  const named = new Set(strings(claim).flatMap(text => text.split(' ')))
  const scopes = SCOPES.filter(scope => named.has(`goodturn:${scope}`))
  return scopes.length > 0 ? scopes : null
}

function nameOf ({ name, email }: JWTPayload): string | undefined {
  return strings([name, email]).map(text => text.replace(/\p{Cc}+/gu, ' ').trim().slice(0, LONGEST_NAME)).find(text => text !== '')
}

function isSubject (subject: unknown): subject is string {
  return typeof subject === 'string' && subject.length <= LONGEST_SUBJECT && /^[^\p{Cc}\p{Cs}]+$/u.test(subject)
}

function strings (claim: unknown): string[] {
  return [claim].flat().filter(each => typeof each === 'string')
}

function own (claims: JWTPayload, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined
}
