import { insertAudit } from '../../database/audit.ts'
import { changeRole, findMemberBySubject, insertMember } from '../../database/workspaces/members.ts'
import { inWorkspace, type Db } from '../../database/tenancy.ts'
import { findWorkspaceId } from '../../database/workspaces/workspaces.ts'
import { may, SCOPES, type Actor, type Role, type Scope } from '../../domain/actor.ts'
import { changesBetween, type Changes } from '../../domain/changes.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { OperationContext } from '../context.ts'

/** What an issuer vouches for: who this is, and what it may do where. */
export interface VouchedMember {
  readonly workspaceSlug: string
  readonly issuer: string
  readonly subject: string
  /** What to call a member who is new here. */
  readonly name: string
  /** Null where the issuer says nothing about it: a known member keeps the role. */
  readonly role: Role | null
  /** Null for all that the role allows. */
  readonly scopes: readonly Scope[] | null
}

type Recognition = Pick<OperationContext, 'database' | 'now' | 'newId' | 'requestId'>

/**
 * The member whom an issuer vouches for: made at first sight, and given the role that the issuer says.
 * Null for a new member without a role. Refuses a workspace that is not here (FORBIDDEN).
 */
export async function recognizeMember (ctx: Recognition, vouched: VouchedMember): Promise<Actor | null> {
  const { issuer, subject, role } = vouched
  const workspaceId = await findWorkspaceId(ctx.database, vouched.workspaceSlug)
  if (!workspaceId) throw new Refusal('FORBIDDEN', `The token is for the workspace “${vouched.workspaceSlug}”, which is not here.`)
  return await inWorkspace(ctx.database, workspaceId, async db => {
    const member = await findMemberBySubject(db, issuer, subject)
    if (!member) return role && await welcome(ctx, db, { ...vouched, role })
    const actor = { workspaceId, memberId: member.id, tokenId: null, name: member.name, ...standing(role ?? member.role, vouched) }
    if (role && role !== member.role) {
      await changeRole(db, member.id, role)
      await writeDown(ctx, db, actor, changesBetween({ role: member.role }, { role }))
    }
    return actor
  })
}

async function welcome (ctx: Recognition, db: Db, vouched: VouchedMember & { readonly role: Role }): Promise<Actor> {
  const { name, role, issuer, subject } = vouched
  const id = ctx.newId()
  const isNew = await insertMember(db, { id, name, role, issuer, subject, createdAt: ctx.now })
  // A person's first requests come several at once, and one of them makes the member.
  const member = isNew ? { id, name } : await findMemberBySubject(db, issuer, subject)
  if (!member) throw new Error(`The member ${subject} of ${issuer} came and went at once.`)
  const actor = { workspaceId: db.workspaceId, memberId: member.id, tokenId: null, name: member.name, ...standing(role, vouched) }
  if (isNew) await writeDown(ctx, db, actor, changesBetween(undefined, { name, role, issuer, subject }))
  return actor
}

function standing (role: Role, { scopes }: VouchedMember): Pick<Actor, 'role' | 'scopes'> {
  return { role, scopes: scopes ?? SCOPES.filter(scope => may({ role, scopes: ['admin'] }, scope)) }
}

async function writeDown (ctx: Recognition, db: Db, actor: Actor, changes: Changes): Promise<void> {
  const entry = { id: ctx.newId(), action: 'recognizeMember', subjectType: 'member', subjectId: actor.memberId, changes }
  await insertAudit(db, [entry], { actor, at: ctx.now, requestId: ctx.requestId })
}
