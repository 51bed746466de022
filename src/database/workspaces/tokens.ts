import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Role, Scope } from '../../domain/actor.ts'
import type { Database } from '../connect.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { recordset } from '../sql.ts'
import { member, token, tokenUse } from '../tables/workspace.ts'
import type { Db } from '../tenancy.ts'

/** A token and whose it is; instants are epoch milliseconds. */
export interface FoundToken {
  readonly tokenId: string
  readonly workspaceId: string
  readonly memberId: string
  readonly memberName: string
  readonly role: Role
  readonly scopes: readonly Scope[]
  readonly expiresAt: number | null
  readonly revokedAt: number | null
}

/** Whose token has this hash, asked while no workspace is set yet: one statement, answered from an index. */
export async function findToken (database: Database, hash: string): Promise<FoundToken | null> {
  const [row] = await database.sql<(Omit<FoundToken, 'expiresAt' | 'revokedAt'> & { expiresAt: string | null, revokedAt: string | null })[]>`
    select token_id as "tokenId", workspace_id as "workspaceId", member_id as "memberId", member_name as "memberName",
      role, scopes, expires_at as "expiresAt", revoked_at as "revokedAt"
    from app.find_token(${hash})`
  if (!row) return null
  const instant = (text: string | null) => text === null ? null : parseInstant(text)
  return { ...row, expiresAt: instant(row.expiresAt), revokedAt: instant(row.revokedAt) }
}

/** A token as its workspace may see it: never its hash. */
export interface TokenRecord {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly scopes: readonly Scope[]
  readonly memberId: string
  readonly memberName: string
  readonly role: Role
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly revokedAt: number | null
  /** To the minute. Null for a token that was never used. */
  readonly lastUsedAt: number | null
}

/** All tokens, the oldest first, revoked and expired ones among them. */
export async function allTokens (db: Db): Promise<TokenRecord[]> {
  return await selectTokens(db).where(eq(token.workspaceId, db.workspaceId)).orderBy(asc(token.createdAt), asc(token.id))
}

export async function findTokenById (db: Db, id: string): Promise<TokenRecord | null> {
  const [row] = await selectTokens(db).where(and(eq(token.workspaceId, db.workspaceId), eq(token.id, id)))
  return row ?? null
}

function selectTokens (db: Db) {
  return db.orm.select({
    id: token.id,
    name: token.name,
    prefix: token.prefix,
    scopes: token.scopes,
    memberId: member.id,
    memberName: member.name,
    role: member.role,
    createdAt: token.createdAt,
    expiresAt: token.expiresAt,
    revokedAt: token.revokedAt,
    lastUsedAt: tokenUse.lastUsedAt
  }).from(token)
    .innerJoin(member, and(eq(member.workspaceId, db.workspaceId), eq(member.id, token.memberId)))
    .leftJoin(tokenUse, and(eq(tokenUse.workspaceId, db.workspaceId), eq(tokenUse.tokenId, token.id)))
    .$dynamic()
}

export async function insertToken (db: Db, row: Omit<typeof token.$inferInsert, 'workspaceId'>): Promise<void> {
  await db.orm.insert(token).values({ workspaceId: db.workspaceId, ...row })
}

/** A token that was revoked before stays revoked at that instant. */
export async function markRevoked (db: Db, id: string, revokedAt: number): Promise<void> {
  await db.orm.update(token).set({ revokedAt })
    .where(and(eq(token.workspaceId, db.workspaceId), eq(token.id, id), isNull(token.revokedAt)))
}

export interface TokenUse {
  readonly tokenId: string
  readonly lastUsedAt: number
}

/** Each token once. What another process has written meanwhile stays where it is later. */
export async function recordUses (db: Db, uses: readonly TokenUse[]): Promise<void> {
  const records = uses.map(use => ({ token_id: use.tokenId, last_used_at: formatInstant(use.lastUsedAt) }))
  // In the same order everywhere, so that two processes wait for each other and do not deadlock.
  await db.sql`
    insert into app.token_use as u (workspace_id, token_id, last_used_at)
    select ${db.workspaceId}::uuid, r.token_id, r.last_used_at
    from jsonb_to_recordset(${recordset(records)}::jsonb) as r(token_id uuid, last_used_at timestamptz)
    order by r.token_id
    on conflict (workspace_id, token_id) do update set last_used_at = excluded.last_used_at where u.last_used_at < excluded.last_used_at
    returning token_id`
}
