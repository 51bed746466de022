/** What a member may do in the workspace; each role may do all that the ones after it may. */
export const ROLES = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER'] as const
export type Role = typeof ROLES[number]

/** What a token may be used for. `admin` includes `write`, `write` includes `read`. */
export const SCOPES = ['read', 'write', 'admin'] as const
export type Scope = typeof SCOPES[number]

/** Who acts: a member of one workspace, through a token or a JWT, with no more than its scopes. */
export interface Actor {
  readonly workspaceId: string
  readonly memberId: string
  /** The opaque token that was shown, or null for a JWT. */
  readonly tokenId: string | null
  /** For the audit log and `viewer`: the member's name. */
  readonly name: string
  readonly role: Role
  readonly scopes: readonly Scope[]
}

const SCOPE_OF_ROLE: Readonly<Record<Role, Scope>> = { OWNER: 'admin', ADMIN: 'admin', MEMBER: 'write', VIEWER: 'read' }

/** Whether the actor may do what needs `scope`: both its role and its token have to allow it. */
export function may (actor: Pick<Actor, 'role' | 'scopes'>, scope: Scope): boolean {
  const needed = SCOPES.indexOf(scope)
  const granted = Math.max(-1, ...actor.scopes.map(each => SCOPES.indexOf(each)))
  return granted >= needed && SCOPES.indexOf(SCOPE_OF_ROLE[actor.role]) >= needed
}
