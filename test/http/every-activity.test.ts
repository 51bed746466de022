import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { processDeliveries } from '../../src/operations/deliveries/process-deliveries.ts'
import { actorReader } from '../../src/outside/read-actor.ts'
import { makeActorKey } from '../../src/providers/activitypub/actor-key.ts'
import { ADA, ADA_DOCUMENT, PUBLIC, signCavage, signRfc9421 } from '../providers/activitypub/support/fediverse.ts'
import { CIPHER, NOW, PUBLIC_URL, testApp } from '../support/app.ts'
import { addIntegration } from '../support/integrations.ts'
import { onDatabase } from '../support/server.ts'

const SHARED = new URL('../../../shared/fixtures/activitypub/', import.meta.url)
const POST = 'https://social.example/users/ada/statuses/1'

const app = await testApp(t, {
  judgeByActor: actorReader({
    now: () => NOW,
    fetch: async url => ({ status: 200, headers: { 'content-type': 'application/activity+json' }, body: Buffer.from(JSON.stringify(ADA_DOCUMENT)), url, movedTo: null })
  })
})
const inbox = await addIntegration(app.database, app.workspaceId, { provider: 'ACTIVITYPUB', secret: makeActorKey() })
const US = PUBLIC_URL + inbox.path

/** What becomes of an activity that Ada's server signs and posts. */
async function told (activity: object, sign: typeof signCavage = signCavage): Promise<string> {
  const { headers, body } = sign(activity, { url: US, signedAt: NOW })
  const { statusCode } = await app.app.inject({ method: 'POST', url: inbox.path, headers: { 'content-type': 'application/activity+json', ...headers }, payload: body })
  if (statusCode !== 200) return String(statusCode)
  await processDeliveries({ database: app.database, newId: uuidv7, cipher: CIPHER, publicUrl: PUBLIC_URL, now: () => NOW, onFault: (_id, error) => { throw error } }, app.workspaceId)
  const [row] = await onDatabase(app.adminUrl, sql => sql<{ line: string }[]>`
    select concat_ws(' ', d.status, coalesce((
      select concat_ws(' ', i.channel, i.direction, i.status, (select string_agg(c.name, ', ') from app.participant x join app.contact c on c.id = x.contact_id where x.interaction_id = i.id))
      from app.interaction i where i.id = any(d.interaction_ids)), d.reason)) as line
    from app.delivery d order by d.id desc limit 1`)
  return row?.line ?? 'nothing'
}

function note (more: object) {
  return { type: 'Create', id: `${POST}/activity`, actor: ADA, object: { type: 'Note', id: POST, attributedTo: ADA, published: '2026-02-28T12:00:00Z', content: '<p>On looms.</p>', ...more } }
}

t.test('what people do in the fediverse becomes interactions with them, whichever way their server signs', async t => {
  const steps: [object, string][] = [
    [note({ to: [PUBLIC], tag: [{ type: 'Mention', href: US }] }), 'PROCESSED MENTION INBOUND HELD Ada Lovelace'],
    [{ type: 'Delete', id: `${POST}#delete`, actor: ADA, object: POST }, 'PROCESSED MENTION INBOUND CANCELLED Ada Lovelace'],
    [{ type: 'Follow', id: `${ADA}#follows/1`, actor: ADA, object: US }, 'PROCESSED FOLLOW INBOUND HELD Ada Lovelace'],
    [{ type: 'Like', id: `${ADA}#likes/1`, actor: ADA, object: `${US}/posts/1` }, 'PROCESSED REACTION INBOUND HELD Ada Lovelace'],
    [{ type: 'Undo', id: `${ADA}#likes/1/undo`, actor: ADA, object: { type: 'Like', id: `${ADA}#likes/1`, actor: ADA, object: `${US}/posts/1` } }, 'PROCESSED REACTION INBOUND CANCELLED Ada Lovelace'],
    [{ type: 'Announce', id: `${ADA}#boosts/1`, actor: ADA, object: `${US}/posts/1`, to: [PUBLIC], published: '2026-02-28T12:00:00Z' }, 'PROCESSED RESHARE INBOUND HELD Ada Lovelace']
  ]
  for (const [place, [activity, expected]] of steps.entries()) t.equal(await told(activity, place % 2 === 0 ? signCavage : signRfc9421), expected, JSON.stringify(activity).slice(0, 60))
})

t.test('objects that were recorded are taken in an activity of their sender', { skip: existsSync(SHARED) ? false : 'the recorded objects are not here' }, async t => {
  const read = (name: string) => JSON.parse(readFileSync(new URL(`granary.${name}.as2.json`, SHARED), 'utf8')) as object
  const within = (name: string, more: object) => ({ type: 'Create', id: `${POST}/${name}/activity`, actor: ADA, object: { ...read(name), id: `${POST}/${name}`, attributedTo: ADA, ...more } })
  t.equal(await told(within('note', { to: US })), 'PROCESSED DIRECT_MESSAGE INBOUND HELD Ada Lovelace')
  t.equal(await told(within('comment', { inReplyTo: `${US}/posts/1` })), 'PROCESSED REPLY INBOUND HELD Ada Lovelace')
  t.equal(await told(within('note_with_mention', { to: [PUBLIC], tag: [{ type: 'Mention', href: US }] })), 'PROCESSED MENTION INBOUND HELD Ada Lovelace')
  t.equal(await told(within('event', { to: US })), 'IGNORED It comes without a post that could be read.')
  t.equal(await told({ ...read('follow'), id: `${ADA}#follows/2`, actor: ADA, object: US }), 'PROCESSED FOLLOW INBOUND HELD Ada Lovelace')
  t.equal(await told({ ...read('invite'), actor: ADA }), 'IGNORED Invite is not something between people.')
  t.equal(await told({ ...read('undo_repost'), actor: ADA }), 'IGNORED It does not tell which of its own it takes back.')
})
