import { insertMember } from '../../database/workspaces/members.ts'
import { inWorkspace } from '../../database/tenancy.ts'
import { insertToken } from '../../database/workspaces/tokens.ts'
import { findWorkspaceId, insertWorkspace } from '../../database/workspaces/workspaces.ts'
import type { OperationContext } from '../context.ts'
import { newSecret } from '../tokens/secret.ts'

/** The workspace that is there from the first start on, and that a JWT means which names none. */
export const FIRST_WORKSPACE = 'personal'

export interface FirstStart extends Pick<OperationContext, 'now' | 'newId'> {
  /** What people call the workspace: as its short name unless told. */
  readonly name?: string
  /** BCP 47, such as `de-AT`: the machine's unless told. */
  readonly locale?: string
  /** IANA name: the machine's unless told. */
  readonly timeZone?: string
}

/**
 * Makes the workspace `personal`, its owner and a token for them, whose text it gives back; null where the workspace
 * is there already. Of several processes that start at once, one gets the token.
 */
export async function firstStart (database: OperationContext['database'], start: FirstStart): Promise<string | null> {
  if (await findWorkspaceId(database, FIRST_WORKSPACE)) return null
  const { now: createdAt, newId } = start
  const machine = Intl.DateTimeFormat().resolvedOptions()
  const { text, prefix, hash } = newSecret()
  return await inWorkspace(database, newId(), async db => {
    const isFirst = await insertWorkspace(db, {
      slug: FIRST_WORKSPACE,
      name: start.name ?? FIRST_WORKSPACE,
      timeZone: start.timeZone ?? machine.timeZone,
      defaultCountry: countryOf(start.locale ?? machine.locale),
      createdAt
    })
    if (!isFirst) return null
    const memberId = newId()
    await insertMember(db, { id: memberId, name: 'owner', role: 'OWNER', createdAt })
    await insertToken(db, { id: newId(), memberId, name: 'owner', prefix, hash, scopes: ['admin'], createdAt })
    return text
  })
}

/** The country that the locale names, or where most who speak its language live; US where it is no country. */
function countryOf (locale: string): string {
  const { region } = new Intl.Locale(locale).maximize()
  return region && /^[A-Z]{2}$/.test(region) ? region : 'US'
}
