import t from 'tap'
import { ASK_MOVES, ASK_STATUSES, changeAsk, readAsk, readMove, type Ask, type AskStatus } from '../../../src/domain/asks/ask.ts'
import { Refusal } from '../../../src/domain/refusal.ts'
import { day } from '../quality/support/touches.ts'

const NOW = day(10)

t.test('an ask goes from status to status by the open moves alone', async t => {
  for (const from of ASK_STATUSES) {
    for (const to of ASK_STATUSES) {
      const move = () => readMove({ id: 'ask', status: from }, null, { status: to }, NOW)
      if (ASK_MOVES[from].includes(to)) t.strictSame(move(), { askId: 'ask', from, to, at: NOW, note: null })
      else t.throws(move, { code: 'CONFLICT', extensions: { status: from, openMoves: ASK_MOVES[from] } }, `${from} to ${to}`)
    }
  }
})

t.test('every status can be reached, help that was given stays given, and only what was withdrawn is over', async t => {
  t.strictSame([...reachableFrom('DRAFT')].sort(), [...ASK_STATUSES].sort())
  t.strictSame([...reachableFrom('FULFILLED')].sort(), ['FULFILLED', 'RECIPROCATED', 'THANKED'])
  t.strictSame(ASK_STATUSES.filter(status => ASK_MOVES[status].length === 0), ['WITHDRAWN'])
})

t.test('who makes a wrong move is told which moves are open', async t => {
  t.throws(() => readMove({ id: 'ask', status: 'DRAFT' }, null, { status: 'THANKED' }, NOW), { message: 'The ask is DRAFT and cannot become THANKED; open are SENT, WITHDRAWN.' })
  t.throws(() => readMove({ id: 'ask', status: 'WITHDRAWN' }, null, { status: 'SENT' }, NOW), { message: 'The ask is WITHDRAWN and cannot become SENT; it is over.' })
  t.throws(() => readMove({ id: 'ask', status: 'SENT' }, null, { status: 'SENT' }, NOW), { message: 'The ask is SENT and cannot become SENT; open are ACCEPTED, DECLINED, NO_ANSWER, FULFILLED, WITHDRAWN.' })
})

t.test('a move may be told of later, though not before the last one, and not ahead of time', async t => {
  const at = (told: number, lastAt: number | null = day(5)) => readMove({ id: 'ask', status: 'SENT' }, lastAt, { status: 'ACCEPTED', at: told }, NOW).at
  t.equal(at(day(7)), day(7))
  t.equal(at(day(5)), day(5))
  t.equal(at(day(1), null), day(1))
  t.equal(at(NOW + 60_000), NOW, 'a clock slightly ahead reads as now')
  for (const wrong of [day(4.9), day(11), Date.UTC(1800, 0)]) t.throws(() => at(wrong), { code: 'INVALID', fields: [{ path: 'at' }] })
  t.equal(readMove({ id: 'ask', status: 'SENT' }, NOW + 1000, { status: 'ACCEPTED' }, NOW).at, NOW + 1000, 'a server whose clock is behind puts nothing before the last move')
})

t.test('a need is said plainly, and the rest may be left out', async t => {
  t.strictSame(readAsk({ need: ' Review my draft ' }), { need: 'Review my draft', offer: null, offerKind: null, size: 'MEDIUM', channel: null, deadline: null })
  t.strictSame(readAsk({ need: 'x', offer: ' A guest post ', offerKind: 'GUEST_POST', size: 'LARGE', deadline: day(30) }), { need: 'x', offer: 'A guest post', offerKind: 'GUEST_POST', size: 'LARGE', channel: null, deadline: day(30) })
  const faults = (input: object) => {
    try {
      readAsk({ need: 'x', ...input })
    } catch (error) {
      return (error as Refusal).fields.map(({ path }) => path)
    }
    return []
  }
  t.strictSame(faults({ need: ' ', offer: 'x'.repeat(2001), deadline: Date.UTC(2200, 0) }), ['need', 'offer', 'deadline'])
  t.strictSame(faults({ need: 'x'.repeat(2001) }), ['need'])
  t.strictSame(faults({ need: 'x'.repeat(2000), offer: 'x'.repeat(2000) }), [])
})

t.test('its words may change until it is finished', async t => {
  t.match(changeAsk(ask('SENT'), { deadline: day(40), offer: null, size: 'SMALL' }), { need: 'x', deadline: day(40), offer: null, size: 'SMALL', status: 'SENT' })
  t.match(changeAsk(ask('NO_ANSWER'), { need: ' y ', offerKind: 'REVIEW' }), { need: 'y', offerKind: 'REVIEW', offer: 'A guest post' })
  t.match(changeAsk(ask('DRAFT'), { channel: 'PHONE_CALL' }), { need: 'x', channel: 'PHONE_CALL' })
  t.equal(changeAsk({ ...ask('DRAFT'), channel: 'PHONE_CALL' }, { channel: null }).channel, null, 'how it is asked may be left open again')
  t.equal(changeAsk({ ...ask('DRAFT'), channel: 'PHONE_CALL' }, { size: null }).channel, 'PHONE_CALL')
  t.strictSame(changeAsk(ask('DRAFT'), {}), ask('DRAFT'))
  t.throws(() => changeAsk(ask('DRAFT'), { need: null }), { code: 'INVALID', fields: [{ path: 'need' }] })
  const fixed = ASK_STATUSES.filter(status => {
    try {
      changeAsk(ask(status), { offer: 'A review' })
      return false
    } catch (error) {
      return error instanceof Refusal && error.code === 'CONFLICT'
    }
  })
  t.strictSame(fixed, ['DECLINED', 'FULFILLED', 'THANKED', 'RECIPROCATED', 'WITHDRAWN'])
})

function ask (status: AskStatus): Ask {
  return { id: 'ask', contactId: 'ada', need: 'x', offer: 'A guest post', offerKind: null, size: 'MEDIUM', channel: null, status, deadline: null, warnings: [], version: 1, createdAt: day(0) }
}

function reachableFrom (status: AskStatus, seen: Set<AskStatus> = new Set()): Set<AskStatus> {
  if (!seen.has(status)) {
    seen.add(status)
    for (const next of ASK_MOVES[status]) reachableFrom(next, seen)
  }
  return seen
}
