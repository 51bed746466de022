import t from 'tap'
import { testApp } from '../../support/app.ts'
import { ada, add } from '../../support/people.ts'

const REVIEW = `query ($input: ReviewAskInput!) { reviewAsk(input: $input) {
  judged score request { ...Span } offer { ...Span } points { code text points most } findings { code severity span { ...Span } message suggestion }
} } fragment Span on TextSpan { start end text }`
const SHORT = 'query ($input: ReviewAskInput!) { reviewAsk(input: $input) { score findings { code } } }'

t.test('a draft is reviewed: what asks, what offers, what stands in the way, and what makes the score', async t => {
  const { query } = await testApp(t)
  const text = 'Hi Grace, could you possibly review my talk by Friday? Thank you!'
  t.strictSame(await query(REVIEW, { input: { text } }), {
    data: {
      reviewAsk: {
        judged: true,
        score: 50,
        request: { start: 0, end: 54, text: 'Hi Grace, could you possibly review my talk by Friday?' },
        offer: null,
        points: [
          { code: 'REQUEST', text: 'It asks for something', points: 25, most: 25 },
          { code: 'EARLY', text: 'The request is in the first two sentences', points: 10, most: 10 },
          { code: 'OFFER', text: 'It offers nothing in return', points: 0, most: 15 },
          { code: 'OFFER_FIRST', text: 'No offer comes before or with the request', points: 0, most: 10 },
          { code: 'ONE_REQUEST', text: 'It asks for one thing', points: 5, most: 5 },
          { code: 'DATE', text: 'It names a date', points: 10, most: 10 },
          { code: 'REASON', text: 'It does not say why: “because …”, or what of theirs made you ask', points: 0, most: 10 },
          { code: 'THANKS', text: 'It says thanks', points: 5, most: 5 },
          { code: 'EASY_NO', text: 'It leaves no easy way to say no', points: 0, most: 5 },
          { code: 'LENGTH', text: 'It does not have 30 to 120 words', points: 0, most: 5 },
          { code: 'HEDGED', text: 'It hedges', points: -5, most: 0 }
        ],
        findings: [
          {
            code: 'HEDGED',
            severity: 'WARNING',
            span: { start: 20, end: 28, text: 'possibly' },
            message: '“possibly” makes the request smaller than it is.',
            suggestion: 'Write: “Hi Grace, could you review my talk by Friday?”'
          },
          {
            code: 'NO_OFFER',
            severity: 'WARNING',
            span: null,
            message: 'It offers nothing in return.',
            suggestion: 'Say what you would gladly do for them, such as “In return I would be happy to review yours”.'
          },
          {
            code: 'NO_EASY_NO',
            severity: 'INFO',
            span: null,
            message: 'It leaves no easy way to say no.',
            suggestion: 'Add one: “If you can\'t, who else might be good to ask?”'
          }
        ]
      }
    }
  })
})

t.test('a text that is not English is told to be beyond the review', async t => {
  const { query } = await testApp(t)
  t.strictSame(await query(REVIEW, { input: { text: 'Könntest du bitte meinen Vortrag lesen?' } }), {
    data: {
      reviewAsk: {
        judged: false,
        score: 0,
        request: null,
        offer: null,
        points: [],
        findings: [{
          code: 'NO_REQUEST',
          severity: 'INFO',
          span: null,
          message: 'This text does not read as English. The review knows English only, so it cannot judge it, and the score says nothing.',
          suggestion: null
        }]
      }
    }
  })
})

t.test('a draft may say whom it is to go to, and must not name somebody who is not there', async t => {
  const app = await testApp(t)
  const [id] = await add(app, [ada])
  const text = 'Could you read it by Friday?'
  const alone = await app.query(SHORT, { input: { text } })
  t.equal(alone.data.reviewAsk.score, 50)
  for (const contactId of [id, null]) t.strictSame(await app.query(SHORT, { input: { text, contactId } }), alone)
  t.match((await app.query(`query ($input: ReviewAskInput!) { reviewAsk(input: $input) {
    score readiness { verdict reasons { code text } firstSteps { kind } } } }`, { input: { text, contactId: id } })).data.reviewAsk, {
    score: 50, readiness: { verdict: 'NEVER_TALKED', reasons: [{ code: 'READINESS_NEVER_TALKED' }] }
  })
  t.equal((await app.query('query ($input: ReviewAskInput!) { reviewAsk(input: $input) { readiness { verdict } } }', { input: { text } })).data.reviewAsk.readiness, null)
  const stranger = await app.newWorkspace('elsewhere')
  for (const [contactId, token] of [['contact_01h455vb4pex5vsknk084sn02q', app.token], ['ada', app.token], [id, stranger.token]]) {
    t.match(await app.query(SHORT, { input: { text, contactId } }, token), { data: null, errors: [{ message: 'There is no such contact.', extensions: { code: 'NOT_FOUND' } }] })
  }
})

t.test('a blank draft and one beyond 20,000 characters are refused', async t => {
  const { query } = await testApp(t)
  for (const text of ['', ' \n ', 'a'.repeat(20_001)]) {
    t.match(await query(SHORT, { input: { text } }), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'text' }] } }] })
  }
  t.match(await query(SHORT, { input: { text: 'Could you read it? '.repeat(1052) } }), { data: { reviewAsk: { findings: [] } } })
})

t.test('a review reads nothing from the database where nobody is named, and writes nothing; a viewer may have it', async t => {
  const app = await testApp(t)
  const [id] = await add(app, [ada])
  const viewer = await app.tokenOf('VIEWER', ['read'])
  await app.query('{ viewer { actor } }', {}, viewer)
  const before = app.statements.length
  t.match(await app.query(SHORT, { input: { text: 'Could you read it?' } }, viewer), { data: { reviewAsk: { score: 40 } } })
  const alone = app.statements.length
  t.match(await app.query(SHORT, { input: { text: 'Could you read it?', contactId: id } }, viewer), { data: { reviewAsk: { score: 40 } } })
  t.strictSame(app.statements.slice(before, alone).filter(text => /app\.(?:contact|interaction|ask)/.test(text)), [])
  t.ok(app.statements.length > alone, 'the contact is looked up')
  t.strictSame(app.statements.slice(before).filter(text => /^\s*(?:insert|update|delete)/i.test(text)), [])
})

t.test('no text that a client can send makes the review fail', async t => {
  const { post } = await testApp(t)
  for (const text of ['\u0000', '\ud800 could you read it?', 'could you read \udfff', '<p', '"', '> ', '\u202e', '\u{1f600}'.repeat(5000), 'could you '.repeat(2000)]) {
    const { status, body } = await post(REVIEW, { input: { text } })
    t.equal(status, 200, JSON.stringify(text.slice(0, 20)))
    t.equal(typeof body.data.reviewAsk.score, 'number')
  }
})
