import fc from 'fast-check'
import t from 'tap'
import { FAVOR_KINDS, FAVOR_WORTH } from '../../../src/domain/favors/favor.ts'
import { giveIdeas, NOTHING_TO_GIVE, type GiveFacts } from '../../../src/domain/favors/give-ideas.ts'
import { CHANNELS } from '../../../src/domain/interactions/interaction.ts'
import { day, given } from '../quality/support/touches.ts'

const NOW = day(100)
const ADA = { name: 'Ada Lovelace', organization: null, title: null, notes: null, tags: [] }
const POST = { title: 'Note G', url: 'https://ada.example/g', network: 'blog', at: day(90) }
const GRACE = { name: 'Grace Hopper', organization: 'Navy', title: 'Rear Admiral', tag: 'compilers' }
const WORK = { ...ADA, title: 'Programmer', organization: 'Analytical Engines' }

t.test('of somebody of whom nothing is known there is something to give, fit for the way we talk', async t => {
  t.strictSame(texts({}), [
    'RESOURCE: Send Ada Lovelace something that helped you: an article, a tool, a talk',
    'FEEDBACK: Write to Ada Lovelace that you would gladly look at what they work on',
    'MENTION: Name Ada Lovelace where others ask about what they do',
    'SUPPORTIVE_COMMENT: Look up what Ada Lovelace publishes, and say in a comment what you took from it'
  ])
  t.strictSame(texts({ channel: 'MEAL' }).slice(0, 3), [
    'RESOURCE: Tell Ada Lovelace, when you next speak, of something that helped you: a book, a tool, a place',
    'FEEDBACK: Ask Ada Lovelace what they work on, and offer to look at it',
    'HOSPITALITY: Invite Ada Lovelace to a coffee or a meal'
  ])
  t.notOk(texts({ channel: 'PHONE_CALL' }).some(text => text.startsWith('HOSPITALITY')), 'nobody is invited to a meal over the phone')
  t.strictSame(texts({ channel: 'COMMENT', contact: WORK }).slice(1, 3), [
    'MENTION: Name Ada Lovelace of Analytical Engines where others ask about what they do',
    'SUPPORTIVE_COMMENT: Look up what Ada Lovelace publishes, and say in a comment what you took from it'
  ], 'who meets in public gives in public')
})

t.test('their latest post is named with its address, while it is news', async t => {
  t.strictSame(texts({ latestPost: POST }).slice(0, 2), [
    'RESHARE: Reshare “Note G” (https://ada.example/g), with a line on why it is worth reading',
    'SUPPORTIVE_COMMENT: Comment on “Note G” (https://ada.example/g): say what you took from it'
  ])
  t.match(texts({ latestPost: { ...POST, title: null, url: null } })[0], 'Reshare their latest post on blog, with')
  t.ok(texts({ latestPost: { ...POST, at: day(-80) } }).some(text => text.includes('Note G')))
  t.notOk(texts({ latestPost: { ...POST, at: day(-80.001) } }).some(text => text.includes('Note G')))
})

t.test('what is given is built on the person: whom they may meet, what they do, what they need', async t => {
  t.equal(texts({ introduction: GRACE })[0], 'INTRODUCTION: Introduce Ada Lovelace to Grace Hopper (Rear Admiral, Navy): you know both under “compilers”')
  t.equal(texts({ introduction: { ...GRACE, organization: null, title: null } })[0], 'INTRODUCTION: Introduce Ada Lovelace to Grace Hopper: you know both under “compilers”')
  t.equal(texts({ contact: { ...ADA, tags: ['engines', 'poetry', 'whist'] } })[0], 'RESOURCE: Pass on something good to do with “engines” or “poetry”')
  const need = (contact: Partial<GiveFacts['contact']>) => texts({ contact: { ...ADA, ...contact } })[0]
  t.equal(need({ tags: ['x', 'Looking for a publisher'] }), 'RESOURCE: Ada Lovelace needs “a publisher”: pass on what, or whom, you know')
  t.equal(need({ notes: 'Met in May.\n  needs: a copy editor' }), 'RESOURCE: Ada Lovelace needs “a copy editor”: pass on what, or whom, you know')
  t.equal(need({ tags: ['hiring'] }), 'REFERRAL: Ada Lovelace is hiring: refer somebody who fits')
  t.equal(need({ notes: 'Hiring an engineer' }), 'REFERRAL: Ada Lovelace is hiring (“Hiring an engineer”): refer somebody who fits')
  t.match(need({ tags: ['needlework'] }), /^RESOURCE: Pass on something good to do with “needlework”/)
})

t.test('nobody vouches for a person whom they hardly know', async t => {
  const kinds = (dates: number) => ideas({ contact: WORK, dates }).map(({ kind }) => kind).filter(kind => kind === 'ENDORSEMENT' || kind === 'RECOMMENDATION')
  t.strictSame([1, 2, 4, 5].map(kinds), [[], ['ENDORSEMENT'], ['ENDORSEMENT'], ['ENDORSEMENT', 'RECOMMENDATION']])
  t.ok(texts({ contact: WORK, dates: 9 }).includes('RECOMMENDATION: Write what it is like to work with Ada Lovelace as Programmer at Analytical Engines, for others to read'))
})

t.test('an offer that they have earned comes before anything else', async t => {
  const offer = 'A review of your book'
  t.strictSame(ideas({ latestPost: POST, introduction: GRACE, openOffer: { offer, offerKind: 'REVIEW' } })[0], { kind: 'REVIEW', text: `You offered “${offer}” in return: give it now`, worth: 3, effort: 2 })
  t.equal(ideas({ openOffer: { offer, offerKind: null } })[0]?.kind, 'OTHER')
})

t.test('who owes for something large does not begin with a crumb', async t => {
  const order = (debt: number) => ideas({ latestPost: POST, contact: { ...WORK, tags: ['engines'] }, dates: 9, introduction: GRACE, ledger: { debt, given: [] } }, 6).map(({ kind }) => kind)
  t.strictSame(order(0), ['ENDORSEMENT', 'RESOURCE', 'INTRODUCTION', 'RECOMMENDATION', 'RESHARE', 'SUPPORTIVE_COMMENT'])
  t.strictSame(order(4), ['ENDORSEMENT', 'RESOURCE', 'INTRODUCTION', 'RECOMMENDATION', 'RESHARE', 'SUPPORTIVE_COMMENT'])
  t.strictSame(ideas({ latestPost: POST, openOffer: null, channel: 'COMMENT', ledger: { debt: 4, given: [] } }, 9).map(({ kind }) => kind), ['RESHARE', 'SUPPORTIVE_COMMENT', 'RESOURCE', 'FEEDBACK', 'MENTION'])
})

t.test('no idea is of the kind that was given last, no two are alike, and each is worth what its kind is', async t => {
  const facts = fc.record({
    contact: fc.record({
      name: fc.constant('Ada'),
      organization: fc.option(fc.constant('Engines')),
      title: fc.option(fc.constant('Programmer')),
      notes: fc.option(fc.constantFrom('needs: ink', 'x')),
      tags: fc.subarray(['engines', 'hiring', 'poetry'])
    }),
    ledger: fc.record({ debt: fc.integer({ min: 0, max: 9 }), given: fc.array(fc.constantFrom(...FAVOR_KINDS).map(kind => given(1, 1, kind)), { maxLength: 3 }) }),
    channel: fc.option(fc.constantFrom(...CHANNELS)),
    dates: fc.integer({ min: 0, max: 9 }),
    latestPost: fc.option(fc.constant(POST)),
    introduction: fc.option(fc.constant(GRACE)),
    openOffer: fc.option(fc.record({ offer: fc.constant('A day of help'), offerKind: fc.option(fc.constantFrom(...FAVOR_KINDS)) }))
  })
  fc.assert(fc.property(facts, fc.integer({ min: 0, max: 12 }), (each, most) => {
    const found = giveIdeas(each, NOW, most)
    const kinds = found.map(({ kind }) => kind)
    t.ok(most < 12 || found.filter(({ effort }) => effort === 1).length >= 2, 'there are two light things to begin with')
    t.ok(found.length <= most && (most === 0 || found.length > 0))
    t.equal(new Set(kinds).size, kinds.length)
    t.notOk(kinds.includes(each.ledger.given.at(-1)?.kind as typeof kinds[number]))
    t.ok(found.every(({ kind, worth, effort, text }) => worth === FAVOR_WORTH[kind].worth && effort === FAVOR_WORTH[kind].effort && text.length > 10))
  }), { numRuns: 300 })
})

function ideas (facts: Partial<GiveFacts>, most = Infinity) {
  return giveIdeas({ ...NOTHING_TO_GIVE, contact: ADA, ledger: { debt: 0, given: [] }, channel: 'EMAIL', dates: 1, ...facts }, NOW, most)
}

function texts (facts: Partial<GiveFacts>): string[] {
  return ideas(facts).map(({ kind, text }) => `${kind}: ${text}`)
}
