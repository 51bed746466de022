import t from 'tap'
import { reviewDraft, type AskReview } from '../../../src/domain/review/review.ts'

/** The findings of a draft by code, each with what it is about. */
function found (text: string): Record<string, string[]> {
  const byCode: Record<string, string[]> = {}
  for (const { code, span } of reviewDraft(text).findings) (byCode[code] ??= []).push(span?.text ?? '')
  return byCode
}

function codes ({ findings }: AskReview): string[] {
  return findings.map(({ code }) => code)
}

const WHOLE = `Hi Grace,

I can proofread your next chapter in return. Could you review my talk proposal by Friday 14 March, because your talk on compilers made me write it? It has two pages and would take twenty minutes.

If you can't, a plain no is fine. Thank you!

Best regards,
Ada`

t.test('a request with an offer first, a date, a reason, thanks and a way out has nothing against it', async t => {
  const review = reviewDraft(WHOLE)
  t.strictSame(review.findings, [])
  t.equal(review.score, 100)
  t.equal(review.request?.text, 'Could you review my talk proposal by Friday 14 March, because your talk on compilers made me write it?')
  t.equal(review.offer?.text, 'I can proofread your next chapter in return.')
})

t.test('a plain question is a request, and a short one is told what it lacks', async t => {
  const review = reviewDraft('Could you review my talk by Friday?')
  t.strictSame(review.request, { start: 0, end: 35, text: 'Could you review my talk by Friday?' })
  t.equal(review.offer, null)
  t.strictSame(codes(review), ['NO_OFFER', 'NO_EASY_NO', 'NO_THANKS'])
  t.equal(review.score, 50)
})

t.test('every way of asking is found', async t => {
  for (const [text, request] of [
    ['Hello Ada. Please send me the slides.', 'Please send me the slides.'],
    ['Send me the slides by Friday', 'Send me the slides by Friday'],
    ['If you have time this week, please read chapter 3.', 'If you have time this week, please read chapter 3.'],
    ['Thanks for the lunch. Would you mind sharing your notes?', 'Would you mind sharing your notes?'],
    ['It is a small thing. I\'d like you to introduce me to Sam.', 'I\'d like you to introduce me to Sam.'],
    ['I would like to invite you to our panel on 5 May.', 'I would like to invite you to our panel on 5 May.'],
    ['hi grace can u look over my essay', 'hi grace can u look over my essay'],
    ['Can I buy you a coffee on Thursday and ask you about Berlin?', 'Can I buy you a coffee on Thursday and ask you about Berlin?'],
    ['We moved. Do you know anyone who rents a flat?', 'Do you know anyone who rents a flat?'],
    ['Here is the outline. What would you cut?', 'What would you cut?'],
    ['Attached is the deck. Let me know what you think.', 'Let me know what you think.'],
    ['Which of your tools is best for this?', 'Which of your tools is best for this?'],
    ['Hey Bob,\r\njust checking in on the intro — any news?\r\nThanks', 'just checking in on the intro — any news?'],
    ['I run a meetup and would love for you to speak there.', 'I run a meetup and would love for you to speak there.'],
    ['I need this by next week.', 'I need this by next week.']
  ] as const) t.equal(reviewDraft(text).request?.text, request, text)
})

t.test('what only looks like a request is none', async t => {
  for (const text of [
    'Thanks for the lunch last week. It was great to see you.',
    'How are you? I hope your summer was good.',
    'Please let me know if you have any questions.',
    'Can you believe it has been a year?',
    'Help would have been welcome then.',
    'Your post "Could you help me?" changed how we write.',
    '> Could you review my talk?\n\nSure, happy to!',
    'It is done.\n\nOn Monday, Ada Lovelace wrote:\nCould you review my talk?',
    'Would you like me to read your draft?',
    'Please feel free to ignore this.'
  ]) {
    t.equal(reviewDraft(text).request, null, text)
    t.ok(codes(reviewDraft(text)).includes('NO_REQUEST'), text)
  }
})

t.test('an indirect request is written out as a plain one', async t => {
  for (const [text, phrase, plain] of [
    ['I was wondering if you might maybe have a few minutes to review my talk at some point?', 'I was wondering if you might maybe have a few minutes to', 'Could you review my talk at some point?'],
    ['It would be great if you could share my post.', 'It would be great if you could', 'Could you share my post?'],
    ['I’d really appreciate it if you could possibly send feedback!', 'I’d really appreciate it if you could possibly', 'Could you send feedback?'],
    ['Any chance you could connect me with Sam?', 'Any chance you could', 'Could you connect me with Sam?']
  ] as const) {
    const finding = reviewDraft(text).findings.find(({ code }) => code === 'INDIRECT')
    t.equal(finding?.span?.text, phrase)
    t.equal(finding?.suggestion, `Ask plainly: “${plain}”`)
  }
  t.match(reviewDraft('It would be nice to have a review of this.').findings[0], { code: 'INDIRECT', suggestion: /^Ask it as a plain question/ })
  t.notOk(codes(reviewDraft('I was wondering: could you review my talk?')).includes('INDIRECT'), 'the question is there after all')
})

t.test('a hedge is taken out of its sentence', async t => {
  const { findings, score } = reviewDraft('Could you possibly, if possible, read it by Friday? Maybe, I guess, it is good.')
  t.strictSame(findings.filter(({ code }) => code === 'HEDGED').map(({ span, suggestion }) => [span?.text, suggestion]), [
    ['possibly', 'Write: “Could you read it by Friday?”'],
    ['if possible', 'Write: “Could you read it by Friday?”'],
    ['Maybe', 'Write: “It is good.”'],
    ['I guess', 'Write: “It is good.”']
  ])
  t.match(reviewDraft('Could you, perhaps, read it?').findings[0], { suggestion: 'Write: “Could you read it?”' })
  t.equal(score, 50 - 15, 'hedges cost 15 points at most')
  t.strictSame(found('It was kind of cold. Could you send it?').HEDGED, undefined, 'what hedges nothing that is asked is none')
  t.strictSame(found('Could you kind of send it?').HEDGED, ['kind of'])
  t.match(reviewDraft('I\'m not sure if this fits, could you look?').findings[0], { code: 'HEDGED', suggestion: 'Say it without this; ask for the thing itself.' })
})

t.test('courtesies become an apology when they pile up', async t => {
  t.strictSame(found('I hope this finds you well. I know you\'re busy, so no worries if not, but could you read it whenever you get a chance?').APOLOGETIC, [
    'I hope this finds you well', 'I know you\'re busy', 'no worries if not', 'whenever you get a chance'
  ])
  t.equal(found('Could you read it by Friday? No worries if not.').APOLOGETIC, undefined)
  t.equal(found('Could you read it by Friday? No worries if not.').NO_EASY_NO, undefined, 'alone it is an easy way to say no')
  t.strictSame(found('Sorry to bother you, could you read it?').APOLOGETIC, ['Sorry to bother'])
})

t.test('haste, command and guilt press; a promise or a denial does not', async t => {
  t.strictSame(found('I need this by tonight. Send me the slides ASAP. You must reply.').PRESSURE, ['need this by tonight', 'ASAP', 'You must'])
  t.equal(found('Could you lend me a pen? I will pay it back as soon as possible.').PRESSURE, undefined)
  t.equal(found('There is no need to reply immediately; it is not urgent. Could you read it?').PRESSURE, undefined)
  t.equal(found('You must be busy. Could you read it?').PRESSURE, undefined)
})

t.test('praise for everybody is flattery, praise for one thing is a reason', async t => {
  t.strictSame(found('I\'m a huge fan of your amazing work. You are a genius. Would you mentor me?').FLATTERY, ['I\'m a huge fan of your', 'You are a genius'])
  const specific = reviewDraft('Your talk on bisecting changed how we debug. Would you read my article on it?')
  t.notOk(codes(specific).includes('FLATTERY'))
  t.equal(specific.parts.find(({ code }) => code === 'REASON')?.points, 10)
})

t.test('a request after two sentences is buried; greetings do not count', async t => {
  const buried = 'Hi Linus,\n\nI loved your talk. We moved to Berlin. Could you read my draft by Friday?\n\nBest,\nAda'
  t.strictSame(found(buried).REQUEST_BURIED, ['Could you read my draft by Friday?'])
  t.equal(found('Hi Linus,\n\nI loved your talk. Could you read my draft by Friday?').REQUEST_BURIED, undefined)
})

t.test('each thing that is asked besides is told', async t => {
  t.strictSame(found('Please send me the deck, and also could you introduce me to Ada? Can we meet on Tuesday?').SEVERAL_REQUESTS, [
    'also could you introduce me to Ada?', 'Can we meet on Tuesday?'
  ])
  t.strictSame(found('- Review my talk\n- Introduce me to Bob\n- Share the announcement').SEVERAL_REQUESTS, ['Introduce me to Bob', 'Share the announcement'])
  t.strictSame(found('Could you review my talk, introduce me to Bob, and share my post?').SEVERAL_REQUESTS, ['introduce me to Bob, and share my post?'])
  t.equal(found('Could you read my talk? If you can\'t, could you point me to somebody else? I would appreciate it if you read it. I need it soon.').SEVERAL_REQUESTS, undefined)
})

t.test('an offer counts where it stands', async t => {
  t.equal(reviewDraft('In return I\'d gladly review yours. Could you read mine by Friday?').offer?.text, 'In return I\'d gladly review yours.')
  t.strictSame(found('Could you read mine by Friday? In return I\'d gladly review yours.').OFFER_LATE, ['In return I\'d gladly review yours.'])
  t.equal(found('I\'ll buy you lunch if you could read mine by Friday?').OFFER_LATE, undefined)
  for (const text of ['Happy to send you more details. Could you read it?', 'I can not help you now. Could you read it?', 'Let me know. Could you read it?', 'I get paid on Friday. Could you read it?']) {
    t.equal(reviewDraft(text).offer, null, text)
  }
})

t.test('a long draft is told where it becomes too long', async t => {
  const text = `Could you read my draft? ${'It has a page on wheels. '.repeat(20)}`
  t.strictSame(found(text).TOO_LONG?.map(span => span.split(' ').length), [5])
  t.equal(found('Could you read my draft?').TOO_LONG, undefined)
})

t.test('findings come in the order of the text, at one place the gravest first, and what is missing last', async t => {
  const { findings } = reviewDraft('I like it. We moved. I was just wondering if you could possibly send it immediately?')
  t.strictSame(findings.map(({ code, severity }) => `${code} ${severity}`), [
    'REQUEST_BURIED WARNING', 'INDIRECT INFO', 'HEDGED WARNING', 'PRESSURE PROBLEM', 'NO_OFFER WARNING', 'NO_DEADLINE WARNING', 'NO_EASY_NO INFO', 'NO_THANKS INFO'
  ])
})

t.test('markup, links and line ends are passed over, and every span is that of the text as it came', async t => {
  const html = '<p>Hi Ada,</p>\r\n<p>Could you <b>possibly</b> review my <a href="https://x.example/?please=1">draft</a> by 3/14&nbsp;?</p><p>Thanks,<br>Linus</p>'
  const { request, findings } = reviewDraft(html)
  t.equal(request?.text, 'Could you <b>possibly</b> review my <a href="https://x.example/?please=1">draft</a> by 3/14&nbsp;?')
  for (const { span } of findings) if (span) t.equal(html.slice(span.start, span.end), span.text)
  t.equal(reviewDraft('See https://x.example/could-you?please=send. It is done, and the rest of it is here.').request, null)
  t.equal(reviewDraft('"Could you review my talk by Friday?"').request?.text, '"Could you review my talk by Friday?"', 'a draft between quotation marks is a draft')
})

t.test('no more than 20 findings of a code are told', async t => {
  t.equal(found('Could you maybe send it? '.repeat(100)).HEDGED?.length, 20)
})

t.test('a text in another language, or in none, is not judged', async t => {
  for (const text of ['Könntest du mir bitte bis Freitag helfen?', '¿Puedes revisar mi charla antes del viernes?', 'レビューをお願いします', '?????', '🙏🙏', 'asdf qwer zxcv', 'https://x.example/']) {
    const review = reviewDraft(text)
    t.match(review, { judged: false, score: 0, parts: [], request: null, offer: null, readiness: null }, text)
    t.match(review.findings, [{ code: 'NO_REQUEST', severity: 'INFO', span: null, message: /English only/ }], text)
  }
})

t.test('whether to ask this person now goes along with the review', async t => {
  const readiness = { verdict: 'NEVER_TALKED', reasons: [] } as const
  t.equal(reviewDraft('Could you read it?', readiness).readiness, readiness)
  t.equal(reviewDraft('Könntest du es lesen?', readiness).readiness, readiness)
})

t.test('a blank text and one of more than 20,000 characters are refused', async t => {
  for (const text of ['', ' \r\n\t', 'a'.repeat(20_001)]) {
    t.throws(() => reviewDraft(text), { name: 'Refusal', code: 'INVALID', message: /^text: / })
  }
  t.equal(reviewDraft('Could you read it? '.repeat(1052)).judged, true)
})
