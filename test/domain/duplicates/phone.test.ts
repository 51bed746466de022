import t from 'tap'
import { numberLikeness, numbersOf } from '../../../src/domain/duplicates/phone.ts'

t.test('numbers of calls and of WhatsApp are digits, two at most, each once and none that is short', async t => {
  const numbers = [['PHONE', '+4930901820'], ['WHATSAPP', '+4930901820'], ['PHONE', '+49110'], ['EMAIL', 'ada@1234567890.example'], ['PHONE', '+12125550123'], ['PHONE', '+12125550124']] as const
  t.strictSame(numbersOf(numbers.map(([kind, normalized]) => ({ kind, normalized }))), ['4930901820', '12125550123'])
})

t.test('two numbers are the same, the same but for a country, or but for an extension', async t => {
  t.equal(numberLikeness(['1', '4930901820'], ['4930901820']), 'same')
  t.equal(numberLikeness(['12125550123'], ['492125550123']), 'country')
  t.equal(numberLikeness(['493090182'], ['49309018245']), 'extension')
  t.equal(numberLikeness(['49309018245'], ['493090182']), 'extension')
  t.equal(numberLikeness(['493090182'], ['49309018245678']), null)
  t.equal(numberLikeness(['49309018'], ['493090182']), null)
  t.equal(numberLikeness(['4930901820'], ['4930901821']), null)
  t.equal(numberLikeness([], ['4930901821']), null)
})
