import { setCadence } from '../operations/contacts/set-cadence.ts'
import { upsertContacts } from '../operations/contacts/upsert-contacts.ts'
import type { OperationContext } from '../operations/context.ts'
import { recordPosts } from '../operations/posts/record-posts.ts'
import { setTagCadence } from '../operations/tags/set-tag-cadence.ts'
import { groupBy } from '../domain/group-by.ts'
import { DAY_MS } from '../domain/quality/totals/decay.ts'
import { accepted } from './accepted.ts'
import { liveThrough } from './live-through.ts'
import type { MadeUpContact, MadeUpPost, MadeUpWorkspace } from './made-up.ts'

/** A cadence that rests was let rest some days ago. */
const PAUSED_DAYS_AGO = 20

/**
 * Writes a made-up workspace through the operations that anybody uses, each contact as of the day it came to be known, each ask
 * and favor as of its own. A row that is refused is a bug of who made it up, and ends it.
 */
export async function fill (ctx: OperationContext, workspace: MadeUpWorkspace): Promise<void> {
  const { contacts, posts, tagCadences } = workspace
  const ids = await addContacts(ctx, contacts)
  for (const cadence of tagCadences) await setTagCadence(ctx, cadence)
  await liveThrough(ctx, workspace, ids)
  await publish(ctx, posts, ids)
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

async function publish (ctx: OperationContext, posts: readonly MadeUpPost[], ids: readonly string[]): Promise<void> {
  for (const [place, published] of groupBy(posts, ({ contact }) => contact)) {
    accepted(await recordPosts(ctx, { contactId: ids[place]!, posts: published.map(({ contact, ...post }) => post) }))
  }
}
