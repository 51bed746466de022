import { changesBetween } from '../../domain/changes.ts'
import { isTouch, type Interaction } from '../../domain/interactions/interaction.ts'
import { findByExternalIds, insertInteractions, insertParticipants } from '../../database/interactions/interactions.ts'
import { addContacts } from '../contacts/add-contacts.ts'
import type { OperationContext } from '../context.ts'
import type { SaveOptions } from '../standings/save-standings.ts'
import type { Writing } from '../transact.ts'
import { applyTouches } from './apply-touches.ts'
import type { People } from './find-participants.ts'

/** An interaction with everybody who took part. */
export interface Occurrence {
  readonly interaction: Interaction
  readonly contactIds: readonly string[]
}

export interface Recorded {
  readonly outcome: 'CREATED' | 'UNCHANGED'
  readonly interaction: Interaction
}

/**
 * Writes interactions with participants, new contacts and totals, in a fixed number of statements, one result for each in
 * its place. What a (source, externalId) has made before is given back as it is: UNCHANGED. A contact is made only when an
 * interaction that names it is.
 */
export async function recordInteractions (
  ctx: Pick<OperationContext, 'now' | 'newId' | 'cipher'>, writing: Writing, occurrences: readonly Occurrence[], people: People, options: SaveOptions = {}
): Promise<Recorded[]> {
  const { db } = writing
  const inserted = await insertInteractions(db, withoutTwins(occurrences).map(({ interaction }) => interaction), ctx.now)
  const added = occurrences.filter(({ interaction }) => inserted.has(interaction.id))
  const needed = new Set(added.flatMap(({ contactIds }) => contactIds))
  await addContacts(ctx, writing, people.made.filter(({ id }) => needed.has(id)))
  await insertParticipants(db, added.flatMap(({ interaction, contactIds }) =>
    contactIds.map(contactId => ({ interactionId: interaction.id, contactId, occurredAt: interaction.occurredAt }))))
  await applyTouches(db, added.filter(({ interaction }) => isTouch(interaction)).flatMap(({ interaction, contactIds }) => {
    const { id, occurredAt: at, channel, direction, carriesAsk } = interaction
    return contactIds.map(contactId => ({ contactId, id, at, channel, direction, carriesAsk }))
  }), ctx, options)
  return results(writing, occurrences, inserted)
}

/** The audit of interactions one by one; an import writes one entry for all of its rows instead. */
export function auditInteractions ({ audit }: Writing, occurrences: readonly Occurrence[], recorded: readonly Recorded[]): void {
  audit(...occurrences.filter((_, index) => recorded[index]?.outcome === 'CREATED').map(({ interaction, contactIds }) => ({
    subjectType: 'interaction',
    subjectId: interaction.id,
    changes: changesBetween(undefined, { ...interaction, participants: contactIds }, ['id'])
  })))
}

async function results ({ db }: Writing, occurrences: readonly Occurrence[], inserted: ReadonlySet<string>): Promise<Recorded[]> {
  const others = occurrences.map(({ interaction }) => interaction).filter(({ id }) => !inserted.has(id))
  const known = new Map((others.length === 0 ? [] : await findByExternalIds(db, others)).map(each => [externalKey(each), each]))
  return occurrences.map(({ interaction }) => {
    if (inserted.has(interaction.id)) return { outcome: 'CREATED', interaction }
    const present = known.get(externalKey(interaction))
    if (!present) throw new Error(`Interaction ${interaction.source} ${interaction.externalId} is neither new nor known.`)
    return { outcome: 'UNCHANGED', interaction: present }
  })
}

function withoutTwins (occurrences: readonly Occurrence[]): readonly Occurrence[] {
  const seen = new Set<string>()
  return occurrences.filter(({ interaction }) => {
    if (interaction.externalId === null) return true
    const key = externalKey(interaction)
    return !seen.has(key) && seen.add(key)
  })
}

function externalKey ({ source, externalId }: Pick<Interaction, 'source' | 'externalId'>): string {
  // Neither can contain it.
  return `${source}\0${externalId}`
}
