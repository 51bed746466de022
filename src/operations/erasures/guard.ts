import { createHmac } from 'node:crypto'
import { identityKey, type Identity } from '../../domain/contacts/contact.ts'
import { hashInput } from '../../domain/erasures/hash-input.ts'
import { Refusal } from '../../domain/refusal.ts'
import { countBlocked, findErasureKeys, findErasureSecret } from '../../database/erasures/keys.ts'
import type { Db } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'
import { ErasedRefusal, type Erased } from './erased-refusal.ts'

type Known = Pick<Identity, 'kind' | 'normalized'>
type Guarding = Pick<OperationContext, 'cipher'>

/**
 * The keys (identityKey) of those identities whose people were erased and may not come back. One cheap statement where nobody was
 * erased. Ask after the identities' holders were looked up: whoever is being erased at this moment is then either held or found here.
 */
export async function findErased (ctx: Guarding, db: Db, identities: readonly Known[]): Promise<ReadonlySet<string>> {
  return new Set((await findErasures(ctx, db, identities)).keys())
}

/** The same, with which erasure it was. */
export async function findErasures (ctx: Guarding, db: Db, identities: readonly Known[]): Promise<ReadonlyMap<string, Erased>> {
  return findErasedKeys(ctx, db, new Set(identities.map(identityKey)))
}

/** The same of keys that somebody has already. */
export async function findErasedKeys (ctx: Guarding, db: Db, keys: ReadonlySet<string>): Promise<ReadonlyMap<string, Erased>> {
  const hashes = await hashesOf(ctx, db, keys)
  if (hashes.size === 0) return new Map()
  const found = new Map((await findErasureKeys(db, new Set(hashes.values()))).map(({ hash, erasureId, at }) => [hash, { erasureId, at }]))
  return new Map([...hashes].flatMap(([key, hash]) => {
    const erased = found.get(hash)
    return erased ? [[key, erased] as const] : []
  }))
}

/** Refuses (CONFLICT) where one of these identities is of somebody who was erased. */
export async function refuseErased (ctx: Guarding, db: Db, identities: readonly Known[]): Promise<void> {
  assertNoneOf(await findErasures(ctx, db, identities), identities)
}

/** Refuses (CONFLICT) where one of these identities is among the erased. */
export function assertNoneOf (erasures: ReadonlyMap<string, Erased>, identities: readonly Known[]): void {
  for (const identity of identities) {
    const erased = erasures.get(identityKey(identity))
    if (erased) throw new ErasedRefusal(erased, identityKey(identity))
  }
}

/** Counts on erasures what they kept out: one for each key, so that a key is given once for each row, event or request that was. */
export async function noteBlocked (ctx: Guarding & Pick<OperationContext, 'now'>, db: Db, identityKeys: Iterable<string>): Promise<void> {
  const keys = [...identityKeys]
  const hashes = await hashesOf(ctx, db, new Set(keys))
  if (hashes.size === 0) return
  const erasureOf = new Map((await findErasureKeys(db, new Set(hashes.values()))).map(({ hash, erasureId }) => [hash, erasureId]))
  const times = new Map<string, number>()
  for (const key of keys) {
    const erasureId = erasureOf.get(hashes.get(key) ?? '')
    if (erasureId !== undefined) times.set(erasureId, (times.get(erasureId) ?? 0) + 1)
  }
  if (times.size > 0) await countBlocked(db, times, ctx.now)
}

/** The hash of each key; none where nobody was ever erased, for then there is nothing to hash with. */
async function hashesOf (ctx: Guarding, db: Db, keys: ReadonlySet<string>): Promise<Map<string, string>> {
  if (keys.size === 0) return new Map()
  const sealed = await findErasureSecret(db)
  if (sealed === null) return new Map()
  const secret = openSecret(ctx, db, sealed)
  return new Map([...keys].map(key => [key, hashKey(secret, key)]))
}

/** The HMAC-SHA-256 of an identity's key, in base64url. */
export function hashKey (secret: Buffer, key: string): string {
  return createHmac('sha256', secret).update(hashInput(key)).digest('base64url')
}

/** What identities are hashed with. Refuses (CONFLICT) where it does not open: nobody could tell then who may not come back. */
export function openSecret ({ cipher }: Guarding, { workspaceId }: Db, sealed: string): Buffer {
  try {
    return Buffer.from(cipher.open(sealed, workspaceId), 'base64url')
  } catch {
    throw new Refusal('CONFLICT', 'People were erased here, and with the server\'s present SECRET_KEY nobody can tell who: give the key of then behind the present one.')
  }
}
