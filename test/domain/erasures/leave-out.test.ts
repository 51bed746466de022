import t from 'tap'
import { hashInput } from '../../../src/domain/erasures/hash-input.ts'
import { identitiesTold, leaveOut, withoutWordsOn } from '../../../src/domain/erasures/leave-out.ts'
import { isNamedIn } from '../../../src/domain/erasures/mentions.ts'
import type { Party } from '../../../src/domain/integrations/normalized-event.ts'
import type { Told } from '../../../src/domain/integrations/told.ts'

const stamped = <T>(value: T) => ({ value, at: 1, sequence: 0 })
const party = (name: string | null, email: string): Party => ({ role: 'ATTENDEE', name, identities: [{ kind: 'EMAIL', value: email }] })
const isAda = (key: string): boolean => key === 'EMAIL ada@engines.example'

t.test('a number is hashed the same on the phone and on WhatsApp', async t => {
  t.equal(hashInput('WHATSAPP +491701234567'), hashInput('PHONE +491701234567'))
  t.equal(hashInput('EMAIL a@b.example'), 'EMAIL a@b.example')
})

t.test('what was told of others stays as it was', async t => {
  const told: Told = { parties: stamped([party('Grace', 'grace@navy.example')]), subject: stamped('Ada') }
  t.strictSame(leaveOut(told, isAda, 'DE'), { told, leftOut: [] })
  t.strictSame(leaveOut({ subject: stamped('Ada') }, isAda, 'DE'), { told: { subject: stamped('Ada') }, leftOut: [] }, 'nobody was told yet')
})

t.test('who is left out is no party, and nothing that names them is said', async t => {
  const told: Told = {
    parties: stamped([party('Ada Lovelace', 'Ada@Engines.example'), party('Grace', 'grace@navy.example'), party(null, 'nonsense')]),
    subject: stamped('Lunch with Ada'),
    text: stamped('On looms'),
    url: stamped('https://meet.example/ada@engines.example'),
    status: stamped('HELD' as const)
  }
  t.strictSame(identitiesTold(told, 'DE').map(({ normalized }) => normalized), ['ada@engines.example', 'grace@navy.example'])
  t.strictSame(identitiesTold({}, 'DE'), [])
  const { told: left, leftOut } = leaveOut(told, isAda, 'DE')
  t.strictSame(leftOut, ['EMAIL ada@engines.example'])
  t.strictSame(left.parties?.value.map(({ name }) => name), ['Grace', null])
  t.strictSame([left.subject, left.text, left.url, left.status], [stamped(null), stamped('On looms'), stamped(null), stamped('HELD')])
})

t.test('words on somebody without a name go by the address alone', async t => {
  t.strictSame(withoutWordsOn({ subject: stamped('From x@y.example'), text: stamped(null) }, [{ name: null, identities: [{ kind: 'EMAIL', value: 'x@y.example' }] }]), { subject: stamped(null), text: stamped(null) })
})

t.test('a text names somebody by any word of a name, by an address, or by a login that is a word', async t => {
  const ada = { names: ['Ada Zoë K. Lovelace'], addresses: ['ada@engines.example', 'countess', ''] }
  for (const text of ['lunch with ADA', 'Zoe!', 'the Lovelaces? no: Lovelace', 'xada@engines.example', 'hi Countess']) t.ok(isNamedIn(text, ada), text)
  for (const text of ['adamant', 'plan K', 'countesses', '']) t.not(isNamedIn(text, ada), true, text)
})
