import { and, asc, eq } from 'drizzle-orm'
import type { Role } from '../../domain/actor.ts'
import { member } from '../tables/workspace.ts'
import type { Db } from '../tenancy.ts'

export interface MemberRecord {
  readonly id: string
  readonly name: string
  readonly role: Role
}

const RECORD = { id: member.id, name: member.name, role: member.role }

export async function findMember (db: Db, id: string): Promise<MemberRecord | null> {
  const [row] = await db.orm.select(RECORD).from(member).where(and(eq(member.workspaceId, db.workspaceId), eq(member.id, id)))
  return row ?? null
}

/** The member whom `issuer` calls `subject`. Asked with each request that shows a JWT, hence as a prepared statement. */
export async function findMemberBySubject (db: Db, issuer: string, subject: string): Promise<MemberRecord | null> {
  const [row] = await db.sql<MemberRecord[]>`
    select m.id, m.name, m.role from app.member m
    where m.workspace_id = ${db.workspaceId} and m.issuer = ${issuer} and m.subject = ${subject}`
  return row ?? null
}

/** All members, the oldest first. */
export async function allMembers (db: Db): Promise<MemberRecord[]> {
  return await db.orm.select(RECORD).from(member).where(eq(member.workspaceId, db.workspaceId)).orderBy(asc(member.createdAt), asc(member.id))
}

/** False where the issuer's subject is a member already; one that is being added right now is waited for. */
export async function insertMember (db: Db, row: Omit<typeof member.$inferInsert, 'workspaceId'>): Promise<boolean> {
  const added = await db.orm.insert(member).values({ workspaceId: db.workspaceId, ...row })
    .onConflictDoNothing({ target: [member.workspaceId, member.issuer, member.subject] }).returning({ id: member.id })
  return added.length > 0
}

export async function changeRole (db: Db, id: string, role: Role): Promise<void> {
  await db.orm.update(member).set({ role }).where(and(eq(member.workspaceId, db.workspaceId), eq(member.id, id)))
}
