import { setCadence } from '../operations/contacts/set-cadence.ts'
import { upsertContacts } from '../operations/contacts/upsert-contacts.ts'
import type { OperationContext } from '../operations/context.ts'
import { resetScoringModel } from '../operations/scoring-models/reset-scoring-model.ts'
import { saveScoringModel } from '../operations/scoring-models/save-scoring-model.ts'
import { setTagCadence } from '../operations/tags/set-tag-cadence.ts'
import { DAY_MS } from '../domain/quality/totals/decay.ts'
import { accepted } from './accepted.ts'
import { liveThrough } from './live-through.ts'
import type { MadeUpContact, MadeUpWorkspace } from './made-up.ts'
import { publish } from './publish.ts'

/** A cadence that rests was let rest some days ago. */
const PAUSED_DAYS_AGO = 20
/** Other weights were tried for a week. */
const TRIED = { fromDaysAgo: 120, untilDaysAgo: 113, weights: { warmth: 0.3, reciprocity: 0.2, responsiveness: 0.15, substance: 0.35 } }

/**
 * Writes a made-up workspace through the operations that anybody uses, each contact as of the day it came to be known, each ask
 * and favor as of its own. A row that is refused is a bug of who made it up, and ends it.
 */
export async function fill (ctx: OperationContext, workspace: MadeUpWorkspace): Promise<void> {
  const { contacts, tagCadences } = workspace
  const ids = await addContacts(ctx, contacts)
  for (const cadence of tagCadences) await setTagCadence(ctx, cadence)
  await liveThrough(ctx, workspace, ids)
  await publish(ctx, workspace, ids)
  await tryWeights(ctx)
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

async function tryWeights (ctx: OperationContext): Promise<void> {
  const { fromDaysAgo, untilDaysAgo, weights } = TRIED
  await saveScoringModel({ ...ctx, now: ctx.now - fromDaysAgo * DAY_MS }, { weights, note: 'What if what people publish counted for more?' })
  await resetScoringModel({ ...ctx, now: ctx.now - untilDaysAgo * DAY_MS }, { note: 'It did not suit us: writers went up whom nobody talks to.' })
}
