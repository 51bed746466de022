import type { Database } from '../../database/connect.ts'
import { lockSecrets, saveSecrets, type KeptSecrets } from '../../database/integrations/secrets.ts'
import { lockErasureSecret, saveErasureSecret } from '../../database/erasures/keys.ts'
import { inWorkspace, type Db } from '../../database/tenancy.ts'
import { allWorkspaceIds } from '../../database/workspaces/workspaces.ts'
import type { Cipher } from './cipher.ts'

/** How many integrations there are of each kind; of those whose key is not given, what they are called. */
export interface Resealed {
  readonly sealed: number
  readonly current: number
  readonly unopened: readonly string[]
  /** Workspaces in which people were erased, by whether what those are recognized by could be sealed again. */
  readonly erasures: { readonly sealed: number, readonly unopened: number }
}

/**
 * Seals the secrets of all integrations, and what people who were erased are recognized by, in every workspace, with the key that new ones
 * are sealed with. Those that do not open stay as they are.
 */
export async function resealSecrets ({ database, cipher }: { readonly database: Database, readonly cipher: Cipher }): Promise<Resealed> {
  const total = { sealed: 0, current: 0, unopened: [] as string[], erasures: { sealed: 0, unopened: 0 } }
  for (const workspaceId of await allWorkspaceIds(database)) {
    const done = await inWorkspace(database, workspaceId, async db => {
      const kept = await lockSecrets(db)
      const old = kept.filter(({ secret, previousSecret }) => !cipher.isCurrent(secret) || (previousSecret !== null && !cipher.isCurrent(previousSecret)))
      const resealed = old.map(each => ({ name: each.name, secrets: reseal(cipher, each) }))
      const secrets = resealed.flatMap(({ secrets }) => secrets ?? [])
      if (secrets.length > 0) await saveSecrets(db, secrets)
      return { erasures: await resealErasures(cipher, db), sealed: secrets.length, current: kept.length - old.length, unopened: resealed.filter(({ secrets }) => secrets === null).map(({ name }) => name) }
    })
    total.sealed += done.sealed
    total.current += done.current
    total.unopened.push(...done.unopened)
    if (done.erasures) total.erasures[done.erasures]++
  }
  return total
}

/** Null where there is nothing to seal, or it is sealed with that key already. */
async function resealErasures (cipher: Cipher, db: Db): Promise<'sealed' | 'unopened' | null> {
  const sealed = await lockErasureSecret(db)
  if (sealed === null || cipher.isCurrent(sealed)) return null
  try {
    await saveErasureSecret(db, cipher.seal(cipher.open(sealed, db.workspaceId), db.workspaceId))
    return 'sealed'
  } catch (error) {
    if (!cipher.hasKey(cipher.keyOf(sealed))) return 'unopened'
    throw error
  }
}

function reseal (cipher: Cipher, { id, secret, previousSecret }: KeptSecrets): Omit<KeptSecrets, 'name'> | null {
  try {
    const again = (sealed: string): string => cipher.seal(cipher.open(sealed, id), id)
    return { id, secret: again(secret), previousSecret: previousSecret === null ? null : again(previousSecret) }
  } catch {
    return null
  }
}
