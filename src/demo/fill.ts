import { setCadence } from '../operations/contacts/set-cadence.ts'
import { upsertContacts } from '../operations/contacts/upsert-contacts.ts'
import type { OperationContext } from '../operations/context.ts'
import { logInteractions } from '../operations/interactions/log-interactions.ts'
import { MOST_ROWS, type RowResult } from '../operations/rows.ts'
import { DAY_MS } from '../domain/quality/decay.ts'
import type { MadeUpContact, MadeUpInteraction, MadeUpWorkspace } from './made-up.ts'

/** A cadence that rests was let rest some days ago. */
const PAUSED_DAYS_AGO = 20

/**
 * Writes a made-up workspace through the operations that anybody uses, each contact as of the day it came to be known.
 * A row that is refused is a bug of who made it up, and ends it.
 */
export async function fill (ctx: OperationContext, { contacts, interactions }: MadeUpWorkspace): Promise<void> {
  const ids = await addContacts(ctx, contacts)
  for (let start = 0; start < interactions.length; start += MOST_ROWS) {
    const rows = interactions.slice(start, start + MOST_ROWS)
    accepted(await logInteractions(ctx, { interactions: rows.map(row => withParticipants(row, ids)) }))
  }
  for (const [place, { isPaused, addedAt }] of contacts.entries()) {
    if (!isPaused) continue
    const now = Math.max(addedAt, ctx.now - PAUSED_DAYS_AGO * DAY_MS)
    await setCadence({ ...ctx, now }, { contactId: ids[place]!, paused: true })
  }
}

/** Ids by place in the list. Those who came to be known at the same instant are added together. */
async function addContacts (ctx: OperationContext, contacts: readonly MadeUpContact[]): Promise<string[]> {
  const ids: string[] = []
  const instants = [...new Set(contacts.map(({ addedAt }) => addedAt))].sort((a, b) => a - b)
  for (const now of instants) {
    const places = [...contacts.keys()].filter(place => contacts[place]?.addedAt === now)
    const results = accepted(await upsertContacts({ ...ctx, now }, { contacts: places.map(place => contacts[place]!.input) }))
    for (const [index, place] of places.entries()) ids[place] = results[index]!.contact.id
  }
  return ids
}

function withParticipants ({ contacts, ...fields }: MadeUpInteraction, ids: readonly string[]) {
  return { ...fields, participants: contacts.map(place => ({ contactId: ids[place]! })) }
}

function accepted<T> (results: readonly RowResult<T>[]): Exclude<RowResult<T>, { outcome: 'FAILED' }>[] {
  return results.map(result => {
    if (result.outcome === 'FAILED') throw new Error(`A made-up row was refused: ${JSON.stringify(result)}`)
    return result as Exclude<RowResult<T>, { outcome: 'FAILED' }>
  })
}
