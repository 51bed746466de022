import { randomBytes } from 'node:crypto'
import { identityKey } from '../../domain/contacts/contact.ts'
import { isNamedIn } from '../../domain/erasures/mentions.ts'
import { needlesOf } from '../../domain/erasures/needles.ts'
import { Refusal } from '../../domain/refusal.ts'
import { toTypeId } from '../../domain/type-id.ts'
import { insertErasure } from '../../database/erasures/erasures.ts'
import { findErasureSecret, insertErasureKeys, keepErasureSecret } from '../../database/erasures/keys.ts'
import { dropInboxPeople, dropTags, forgetDismissals, soleTagsOf } from '../../database/erasures/others.ts'
import { endImports } from '../../database/erasures/said.ts'
import { blankChangesOf, dropAnswers, interactionsOf, takeTime } from '../../database/erasures/scrub.ts'
import { deleteContacts } from '../../database/contacts/contacts.ts'
import { takeTurn } from '../../database/integrations/reports.ts'
import { deleteInteractions, soleInteractionsOf } from '../../database/interactions/interactions.ts'
import type { Db } from '../../database/tenancy.ts'
import { currentWorkspace } from '../../database/workspaces/viewer.ts'
import { takeContact } from '../contacts/update-contact.ts'
import type { OperationContext } from '../context.ts'
import { assertAdmin } from '../integrations/assert-admin.ts'
import { requestRefresh } from '../standings/request-refresh.ts'
import { transact } from '../transact.ts'
import { eraseDeliveries } from './erase-deliveries.ts'
import { eraseTold } from './erase-told.ts'
import { gatherPerson, type GatheredPerson } from './gather-person.ts'
import { hashKey, openSecret } from './guard.ts'
import { scrubWords } from './scrub-words.ts'

const SECRET_BYTES = 32
const ENDED = 'Somebody was erased while it was under way, and its file, which may name them, with them: send it again.'

/**
 * Removes a person for good, wherever the workspace names them, and keeps a keyed hash of their identities, so that nothing brings them
 * back (docs/erasing.md has the rules). Refuses (FORBIDDEN) whoever is no admin, NOT_FOUND, and (CONFLICT) the old id of a contact that
 * was merged: who holds it may not know how much would go.
 */
export function eraseContact (ctx: OperationContext, { id }: { readonly id: string }): Promise<{ erasedId: string }> {
  return transact(ctx, 'eraseContact', { id }, async ({ db, audit }) => {
    assertAdmin(ctx, 'Erasing a person')
    await takeTime(db)
    // Before its turn, as whoever imports takes them.
    await endImports(db, ENDED, ctx.now)
    await takeTurn(db)
    const contact = await takeContact({ db }, id)
    if (contact.id !== id) {
      const contactId = toTypeId('contact', contact.id)
      throw new Refusal('CONFLICT', `This contact was merged into ${contactId}; erase that one, or undo the merge first.`, { extensions: { contactId } })
    }
    const { defaultCountry } = await currentWorkspace(db)
    const person = await gatherPerson(db, contact)
    await keepKeys(ctx, db, person)
    await eraseRows(ctx, db, person, defaultCountry)
    audit({ subjectType: 'contact', subjectId: id, changes: {} })
    await requestRefresh(db, ctx)
    return { erasedId: id }
  })
}

async function keepKeys (ctx: OperationContext, db: Db, { identities }: GatheredPerson): Promise<void> {
  const sealed = await findErasureSecret(db) ?? await keepErasureSecret(db, ctx.cipher.seal(randomBytes(SECRET_BYTES).toString('base64url'), db.workspaceId), ctx.now)
  const secret = openSecret(ctx, db, sealed)
  const erasureId = ctx.newId()
  await insertErasure(db, { id: erasureId, at: ctx.now, actor: ctx.actor.name }, ctx.actor.memberId)
  const hashes = new Set(identities.map(identity => hashKey(secret, identityKey(identity))))
  await insertErasureKeys(db, erasureId, [...hashes].map(hash => ({ id: ctx.newId(), hash })))
}

async function eraseRows (ctx: OperationContext, db: Db, person: GatheredPerson, defaultCountry: string): Promise<void> {
  const { contactId, ids, names, ownNames, identities, inboxIds, rowIds } = person
  const [addresses, all] = [needlesOf(identities, []), needlesOf(identities, ownNames)]
  const alone = await soleInteractionsOf(db, contactId)
  const withOthers = (await interactionsOf(db, contactId)).filter(id => !alone.includes(id))
  await eraseTold(db, { contactId, names, identities, addresses }, { alone, withOthers }, { defaultCountry, now: ctx.now })
  await dropInboxPeople(db, inboxIds)
  await forgetDismissals(db, ids)
  await dropTags(db, (await soleTagsOf(db, contactId)).filter(tag => isNamedIn(tag.name, { names, addresses: [] })).map(tag => tag.id))
  await deleteInteractions(db, alone)
  await deleteContacts(db, [contactId])
  await blankChangesOf(db, rowIds)
  await scrubWords(ctx, db, { addresses, all, ids })
  await dropAnswers(db, [all?.crude ?? [], ids].flat().join('|'))
  await eraseDeliveries(db, all, new Set([...alone, ...withOthers]), ctx.now)
}
