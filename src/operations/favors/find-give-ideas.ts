import { giveIdeas, NOTHING_TO_GIVE, type GiveIdea } from '../../domain/favors/give-ideas.ts'
import { settleLedger } from '../../domain/quality/ledger.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import { knownToGive } from '../../database/favors/give-facts.ts'
import type { OperationContext } from '../context.ts'

/** All that comes to mind to give to each of these contacts now, best first. */
export async function findGiveIdeas ({ reading, now }: Pick<OperationContext, 'reading' | 'now'>, contacts: readonly KnownContact[]): Promise<(readonly GiveIdea[])[]> {
  const known = await reading.read(db => knownToGive(db, contacts.map(({ id }) => id), now))
  return contacts.map(contact => giveIdeas({
    ...known.get(contact.id) ?? NOTHING_TO_GIVE,
    contact,
    ledger: settleLedger(contact.evidence.favors, now),
    channel: contact.totals.lastTouchChannel,
    dates: contact.totals.dates
  }, now, Infinity))
}
