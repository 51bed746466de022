import type { Identity } from '../../domain/contact.ts'
import type { Party } from '../../domain/message.ts'
import { planForAnyWorkspace } from '../../database/plans.ts'
import type { OperationContext } from '../context.ts'
import { findPeople, resolveParticipants, type ReadParticipant } from '../interactions/find-participants.ts'
import { recordInteractions, type Occurrence } from '../interactions/record-interactions.ts'
import { transact } from '../transact.ts'
import type { OwnRow } from './own-rows.ts'

export interface RecordedBatch {
  readonly made: number
  readonly newContacts: number
  /** Who took part in what was made. */
  readonly contactIds: readonly string[]
}

/** Writes rows of an import in one transaction, under one audit entry; contacts are made for addresses that nobody holds. */
export async function recordBatch (ctx: OperationContext, importId: string, rows: readonly OwnRow[]): Promise<RecordedBatch> {
  const participants = new Map(rows.flatMap(({ others }) => others.map(party => [party.address, toParticipant(party)])))
  return await transact(ctx, 'importInteractions', null, async writing => {
    await planForAnyWorkspace(writing.db)
    const people = await findPeople(writing.db, [...participants.values()])
    const occurrences = rows.map(({ fields, others }): Occurrence => ({
      interaction: { ...fields, id: ctx.newId() },
      contactIds: resolveParticipants(people, others.map(({ address }) => participants.get(address) as ReadParticipant), true, ctx.newId)
    }))
    const recorded = await recordInteractions(ctx, { db: writing.db, audit: () => {} }, occurrences, people)
    const made = occurrences.filter((_, index) => recorded[index]?.outcome === 'CREATED')
    const contactIds = new Set(made.flatMap(occurrence => occurrence.contactIds))
    const newContacts = people.made.filter(({ id }) => contactIds.has(id)).length
    if (made.length > 0) {
      writing.audit({ subjectType: 'import', subjectId: importId, changes: { interactions: { after: made.length }, contacts: { after: newContacts } } })
    }
    return { made: made.length, newContacts, contactIds: [...contactIds] }
  })
}

function toParticipant ({ address, typed, name }: Party): ReadParticipant {
  const identity: Identity = { kind: 'EMAIL', value: typed, normalized: address, label: null, isPrimary: true }
  return { identity, name: name ?? address }
}
