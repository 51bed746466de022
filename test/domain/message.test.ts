import t from 'tap'
import { sideOf, type Message, type Party } from '../../src/domain/message.ts'

const ada = party('ada@example.org')
const adaAtHome = party('ada@home.example')
const grace = party('grace@example.org')
const linus = party('linus@example.org')
const me = new Set([ada.address, adaAtHome.address])

function party (address: string): Party {
  return { address, typed: address, name: null }
}

function message (from: Party, ...to: Party[]): Message {
  return { occurredAt: 0, channel: 'EMAIL', from, to, externalId: null }
}

t.test('what we send goes out to everybody else, each once', async t => {
  t.strictSame(sideOf(message(ada, grace), me), { direction: 'OUTBOUND', others: [grace] })
  t.strictSame(sideOf(message(ada, grace, adaAtHome, linus, grace), me), { direction: 'OUTBOUND', others: [grace, linus] })
})

t.test('what we receive comes in from its sender alone', async t => {
  t.strictSame(sideOf(message(grace, ada), me), { direction: 'INBOUND', others: [grace] })
  t.strictSame(sideOf(message(grace, linus, adaAtHome), me), { direction: 'INBOUND', others: [grace] })
})

t.test('what passes between others, or from us to ourselves, is not ours', async t => {
  t.equal(sideOf(message(grace, linus), me), null)
  t.equal(sideOf(message(ada, adaAtHome), me), null)
  t.equal(sideOf(message(ada, ada), me), null)
})
