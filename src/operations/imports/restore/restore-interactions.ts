import { isTouch } from '../../../domain/interactions/interaction.ts'
import { findWhoIs } from '../../../database/exports/places.ts'
import { insertRecords } from '../../../database/exports/write-records.ts'
import { findByExternalIds, insertParticipants } from '../../../database/interactions/interactions.ts'
import { created, type Step } from './restoring.ts'

/** Interactions with those of their participants who are here. What its source has told of here already stays as it is. */
export const restoreInteractions: Step<'interaction'> = async ({ writing: { db }, settle, note, touches }, items) => {
  const whoIs = await findWhoIs(db, new Set(items.flatMap(({ values }) => values.participants)))
  const found = items.map(item => ({ item, values: item.values, contactIds: [...new Set(item.values.participants.flatMap(id => whoIs.get(id) ?? []))] }))
  const some = found.filter(({ values, contactIds }) => contactIds.length > 0 || values.participants.length === 0)
  const added = await insertRecords(db, 'interaction', some)
  const known = new Map((await findByExternalIds(db, some.map(({ values }) => values).filter(({ id, externalId }) => externalId !== null && !added.has(id))))
    .map(({ id, source, externalId }) => [`${source} ${externalId}`, id]))
  for (const { item, values, contactIds } of found) {
    const { id, source, externalId, participants, occurredAt: at, channel, direction, carriesAsk } = values
    const missing = participants.filter(participant => !whoIs.has(participant)).length
    if (contactIds.length === 0 && missing > 0) {
      settle(item, { outcome: 'SKIPPED', reason: 'Nobody who took part is here.' })
    } else if (!added.has(id)) {
      settle(item, { outcome: 'UNCHANGED', subject: { type: 'interaction', id: known.get(`${source} ${externalId}`) ?? id } })
    } else {
      settle(item, { outcome: 'CREATED', reason: missing > 0 ? `${missing} of those who took part are not here.` : null, subject: { type: 'interaction', id } })
      note(created('interaction', id))
      if (isTouch(values)) touches.push(...contactIds.map(contactId => ({ contactId, id, at, channel, direction, carriesAsk })))
    }
  }
  await insertParticipants(db, some.filter(({ values }) => added.has(values.id)).flatMap(({ values: { id, occurredAt }, contactIds }) =>
    contactIds.map(contactId => ({ interactionId: id, contactId, occurredAt }))))
}
