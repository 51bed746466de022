import t from 'tap'
import { testApp, type TestApp } from '../../support/app.ts'
import { ada, add, daysAgo, grace, log } from '../../support/people.ts'

const READY = 'query ($id: ID!, $size: AskSize) { contact(id: $id) { askReadiness(size: $size) { verdict reasons { code text impact evidenceIds } firstSteps { kind text worth effort } } } }'

t.test('readiness follows what happens between us, from stranger to friend', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  const verdicts = async () => Promise.all(['SMALL', 'MEDIUM', 'LARGE'].map(async size => (await readiness(app, id, size)).verdict))
  t.strictSame(await verdicts(), Array(3).fill('NEVER_TALKED'))
  await log(app, [{ with: [id], channel: 'EMAIL', direction: 'OUTBOUND', occurredAt: daysAgo(30) }])
  t.strictSame(await verdicts(), Array(3).fill('NEVER_TALKED'), 'that we wrote is no talk')
  await log(app, [{ with: [id], channel: 'EMAIL', direction: 'INBOUND', occurredAt: daysAgo(29) }])
  t.strictSame(await verdicts(), ['READY', 'WARM_UP_FIRST', 'WARM_UP_FIRST'])
  await log(app, [{ with: [id], occurredAt: daysAgo(20) }])
  t.strictSame(await verdicts(), ['READY', 'READY', 'WARM_UP_FIRST'])
  await log(app, [{ with: [id], occurredAt: daysAgo(10) }, { with: [id], occurredAt: daysAgo(5) }])
  t.strictSame(await verdicts(), ['READY', 'READY', 'READY'])
  t.strictSame(await readiness(app, id, 'LARGE').then(({ firstSteps }) => firstSteps), [], 'nothing has to come first')
  const favor = await record(app, { contactId: id, direction: 'RECEIVED', kind: 'INTRODUCTION', occurredAt: daysAgo(3) })
  t.strictSame(await verdicts(), ['READY', 'GIVE_FIRST', 'GIVE_FIRST'])
  t.match((await readiness(app, id, 'MEDIUM')).reasons[0], { code: 'FAVORS_WE_OWE', text: 'You owe for the introduction of 26 February', impact: 0, evidenceIds: [favor] })
  await record(app, { contactId: id, direction: 'GIVEN', kind: 'REFERRAL', occurredAt: daysAgo(1) })
  t.strictSame(await verdicts(), ['READY', 'READY', 'READY'])
  const ask = await sent(app, id)
  t.strictSame(await verdicts(), ['TOO_SOON', 'TOO_SOON', 'TOO_SOON'])
  t.match((await readiness(app, id, 'SMALL')).reasons[0], { code: 'READINESS_ASK_OPEN', evidenceIds: [ask] })
  await app.query('mutation ($ask: ID!) { updateAskStatus(input: { id: $ask, status: FULFILLED }) { ask { id } } }', { ask })
  app.clock.now += 14 * 86_400_000
  t.strictSame(await verdicts(), ['READY', 'TOO_SOON', 'TOO_SOON'])
  app.clock.now += 16 * 86_400_000
  t.strictSame(await verdicts(), ['READY', 'READY', 'TOO_SOON'])
})

t.test('a size that is left out, or null, is medium', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  await log(app, [{ with: [id], occurredAt: daysAgo(1) }])
  const { data } = await app.query('query ($id: ID!) { contact(id: $id) { a: askReadiness { verdict } b: askReadiness(size: null) { verdict } c: askReadiness(size: SMALL) { verdict } } }', { id })
  t.strictSame(data.contact, { a: { verdict: 'WARM_UP_FIRST' }, b: { verdict: 'WARM_UP_FIRST' }, c: { verdict: 'READY' } })
})

t.test('first steps are built on what is known: an offer they have earned, somebody to meet, their latest post', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [{ ...ada, tags: ['compilers'] }, grace])
  t.match((await readiness(app, id, 'SMALL')).firstSteps, [
    { kind: 'RESOURCE', text: 'Pass on something good to do with “compilers”', worth: 2, effort: 1 },
    { kind: 'MENTION', text: 'Name Ada Lovelace of Analytical Engines where others ask about what they do', worth: 1, effort: 1 }
  ], 'to a stranger nothing that costs an evening')
  await log(app, [{ with: [id], channel: 'EMAIL', direction: 'INBOUND', occurredAt: daysAgo(200) }])
  t.match((await readiness(app, id, 'LARGE')).firstSteps, [{ kind: 'RESOURCE' }, { kind: 'INTRODUCTION', text: 'Introduce Ada Lovelace to Grace Hopper (Rear Admiral, Navy): you know both under “compilers”', worth: 4, effort: 2 }])
  const ask = await sent(app, id, 'A review of your notes')
  await app.query('mutation ($ask: ID!) { updateAskStatus(input: { id: $ask, status: FULFILLED }) { ask { id } } }', { ask })
  t.match((await readiness(app, id, 'LARGE')).firstSteps, [{ kind: 'REVIEW', text: 'You offered “A review of your notes” in return: give it now' }, { kind: 'RESOURCE' }])
  await record(app, { contactId: id, direction: 'GIVEN', kind: 'RESOURCE', occurredAt: daysAgo(0), askId: ask })
  t.strictSame((await readiness(app, id, 'LARGE')).firstSteps.map(({ kind }: { kind: string }) => kind), ['INTRODUCTION', 'FEEDBACK'], 'the offer is kept, and the next gift is of another kind')
  await app.query(`mutation ($id: ID!, $at: DateTime!) { recordPosts(input: { contactId: $id, posts: [
    { network: "blog", externalId: "1", kind: POST, publishedAt: $at, title: "Note G", url: "https://ada.example/g", text: "An engine." }] }) { results { outcome } } }`, { id, at: daysAgo(3) })
  const { data } = await app.query(READY, { id, size: 'LARGE' })
  t.match(data.contact.askReadiness.firstSteps, [{ kind: 'INTRODUCTION' }, { kind: 'RESHARE', text: 'Reshare “Note G” (https://ada.example/g), with a line on why it is worth reading' }])
})

t.test('nobody is introduced to a colleague', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [grace, { name: 'Howard Aiken', organization: 'NAVY', tags: ['compilers'] }])
  await log(app, [{ with: [id], occurredAt: daysAgo(400) }])
  t.strictSame((await readiness(app, id, 'LARGE')).firstSteps.map(({ kind }: { kind: string }) => kind), ['RESOURCE', 'FEEDBACK'])
})

async function readiness ({ query }: TestApp, id: string, size: string) {
  return (await query(READY, { id, size })).data.contact.askReadiness
}

async function record ({ query }: TestApp, input: object): Promise<string> {
  return (await query('mutation ($input: RecordFavorInput!) { recordFavor(input: $input) { favor { id } } }', { input })).data.recordFavor.favor.id
}

async function sent ({ query }: TestApp, contactId: string, offer?: string): Promise<string> {
  const { data } = await query('mutation ($input: CreateAskInput!) { createAsk(input: $input) { ask { id } } }', { input: { contactId, need: 'x', offer, offerKind: offer ? 'REVIEW' : null } })
  const { id } = data.createAsk.ask
  await query('mutation ($id: ID!) { updateAskStatus(input: { id: $id, status: SENT }) { ask { id } } }', { id })
  return id
}
