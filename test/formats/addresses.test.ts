import t from 'tap'
import { addressReader } from '../../src/formats/addresses.ts'

const read = (text: string) => addressReader()(text, 'to').map(({ address, name }) => name === null ? address : `${name} = ${address}`)

t.test('an address is read in its normal spelling and kept as it was typed', async t => {
  t.strictSame(addressReader()(' Ada@Example.ORG ', 'to'), [{ address: 'ada@example.org', typed: 'Ada@Example.ORG', name: null }])
  t.strictSame(addressReader()('Ada Lovelace <Ada@x.org>', 'to'), [{ address: 'ada@x.org', typed: 'Ada@x.org', name: 'Ada Lovelace' }])
})

t.test('commas and semicolons stand between addresses, but not within names', async t => {
  t.strictSame(read('ada@x.org, grace@x.org;linus@x.org;'), ['ada@x.org', 'grace@x.org', 'linus@x.org'])
  t.strictSame(read('"Lovelace, Ada" <ada@x.org>; Grace <grace@x.org>'), ['Lovelace, Ada = ada@x.org', 'Grace = grace@x.org'])
  t.strictSame(read('"Ada \\"Countess\\" Lovelace" <ada@x.org>'), ['Ada "Countess" Lovelace = ada@x.org'])
  t.strictSame(read('<ada@x.org>'), ['ada@x.org'])
})

t.test('a name longer than a contact may have is cut', async t => {
  t.equal(addressReader()(`${'x'.repeat(300)} <ada@x.org>`, 'to')[0]?.name?.length, 200)
})

t.test('anything else is refused by the name of its column', async t => {
  for (const [text, message] of [
    ['', 'is empty.'], [' ; ', 'is empty.'], ['ada', '“ada” is not an e-mail address such as ada@example.org.'],
    ['ada@x.org, Lovelace', '“Lovelace” is not an e-mail address such as ada@example.org.'], ['Ada <>', 'is empty.']
  ] as const) t.throws(() => addressReader()(text, 'to'), { code: 'INVALID', fields: [{ path: 'to', message }] }, text)
})

t.test('what is read again is the same, however many others come between', async t => {
  const reader = addressReader()
  const first = reader('ada@x.org', 'to')
  t.equal(reader('ada@x.org', 'to'), first)
  for (let count = 0; count < 20_000; count++) reader(`p${count}@x.org`, 'to')
  t.strictSame(reader('ada@x.org', 'to'), first)
})
