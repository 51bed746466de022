import t from 'tap'
import { identitiesIn } from '../../../src/domain/erasures/identities-in.ts'

t.test('whatever looks like an identity is read from a text', async t => {
  const text = `From: Ada <Ada@Engines.example>, @ada@math.example, https://math.example/@bea, https://www.linkedin.com/in/ada-l?x, https://github.com/ada
    https://x.com/ada_x twitter.com/ada_t bsky.app/profile/ada.example t.me/adalove <@U024BE7LH> +49 (170) 123-45-67 whatsapp:+14155550100 wa_id 4917099988 user 123456`
  const keys = identitiesIn(text)
  for (const key of [
    'EMAIL ada@engines.example', 'MASTODON ada@math.example', 'MASTODON bea@math.example', 'LINKEDIN ada-l', 'GITHUB ada', 'X ada_x', 'X ada_t', 'BLUESKY ada.example',
    'TELEGRAM adalove', 'SLACK U024BE7LH', 'PHONE +491701234567', 'PHONE +14155550100', 'PHONE +4917099988', 'TELEGRAM 123456'
  ]) t.ok(keys.has(key), key)
})

t.test('what only looks like one is none', async t => {
  t.strictSame([...identitiesIn('a@b, 1234, 12.34, x..y@@z.., 12345678901234567890123')], [])
  t.not(identitiesIn('1 2 3 4 5 6').has('PHONE +123456'), true, 'too short')
})

t.test('a text with any number of them ends with the first 20,000', async t => {
  const mails = Array.from({ length: 20_010 }, (_, index) => `a${index}@b.example`).join(' ')
  t.equal(identitiesIn(`${mails} 4917099988`).size, 20_000)
})
