import type { Identity } from '../../../domain/contacts/contact.ts'
import type { OperationContext } from '../../context.ts'
import { findErasures, noteBlocked } from '../../erasures/guard.ts'
import { findPeople, resolveParticipants, unheld, type ReadParticipant } from '../../interactions/find-participants.ts'
import { recordInteractions, type Occurrence } from '../../interactions/record-interactions.ts'
import { transact } from '../../transact.ts'
import type { OwnRow } from './own-rows.ts'

export interface RecordedBatch {
  readonly made: number
  readonly newContacts: number
  /** Of all that was made together: who took part twice is counted twice. */
  readonly participants: number
  /** Who took part in what was made. */
  readonly contactIds: readonly string[]
}

/**
 * Writes rows of an import in one transaction, under one audit entry; contacts are made for addresses that nobody holds, called
 * what `names` calls them. Rows with somebody who was erased are left out.
 */
export async function recordBatch (ctx: OperationContext, importId: string, rows: readonly OwnRow[], names: ReadonlyMap<string, string>): Promise<RecordedBatch> {
  const participants = participantsOf(rows, names)
  return await transact(ctx, 'importInteractions', null, async writing => {
    const people = await findPeople(writing.db, [...participants.values()])
    const erasures = await findErasures(ctx, writing.db, unheld(people, [...participants.values()]))
    const wanted = rows.filter(({ others }) => !others.some(({ address }) => erasures.has(`EMAIL ${address}`)))
    const keptOut = rows.flatMap(({ others }) => others.map(({ address }) => `EMAIL ${address}`).find(key => erasures.has(key)) ?? [])
    await noteBlocked(ctx, writing.db, keptOut)
    const occurrences = wanted.map(({ fields, others }): Occurrence => ({
      interaction: { ...fields, id: ctx.newId() },
      contactIds: resolveParticipants(people, { participants: others.map(({ address }) => participants.get(address) as ReadParticipant), createMissing: true }, erasures, ctx.newId)
    }))
    const recorded = await recordInteractions(ctx, { db: writing.db, audit: () => {} }, occurrences, people, { leavesAgenda: true })
    const made = occurrences.filter((_, index) => recorded[index]?.outcome === 'CREATED')
    const participations = made.flatMap(occurrence => occurrence.contactIds)
    const contactIds = new Set(participations)
    const newContacts = people.made.filter(({ id }) => contactIds.has(id)).length
    if (made.length > 0) {
      writing.audit({ subjectType: 'import', subjectId: importId, changes: { interactions: { after: made.length }, contacts: { after: newContacts } } })
    }
    return { made: made.length, newContacts, participants: participations.length, contactIds: [...contactIds] }
  })
}

/** Everybody whom the rows name, by address. */
function participantsOf (rows: readonly OwnRow[], names: ReadonlyMap<string, string>): Map<string, ReadParticipant> {
  const participants = new Map<string, ReadParticipant>()
  for (const { others } of rows) {
    for (const { address, typed } of others) {
      if (participants.has(address)) continue
      const identity: Identity = { kind: 'EMAIL', value: typed, normalized: address, label: null, isPrimary: true }
      participants.set(address, { identity, name: names.get(address) ?? address })
    }
  }
  return participants
}
