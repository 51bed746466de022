import t from 'tap'
import { addressAt, readableNumber, recognizeAddress } from '../../../src/formats/vcard/known-address.ts'

const kindsOf = (...typed: string[]) => typed.map(each => recognizeAddress(each).kind)

t.test('a profile is known by its address', async t => {
  t.strictSame(kindsOf('https://www.linkedin.com/in/ada/', 'de.linkedin.com/in/ada', 'http://github.com/ada', 'https://x.com/ada', 'https://twitter.com/ada?lang=en', 'https://bsky.app/profile/ada.bsky.social', 'https://t.me/ada_l'),
    ['LINKEDIN', 'LINKEDIN', 'GITHUB', 'X', 'X', 'BLUESKY', 'TELEGRAM'])
  t.strictSame(kindsOf('https://example.social/@ada', '@ada@example.social'), ['MASTODON', 'MASTODON'])
  t.strictSame(recognizeAddress('https://wa.me/442079460958'), { kind: 'WHATSAPP', value: '+442079460958' })
  t.strictSame(recognizeAddress('https://api.whatsapp.com/send?phone=442079460958'), { kind: 'WHATSAPP', value: '+442079460958' })
})

t.test('what only looks like a profile is a page', async t => {
  t.strictSame(new Set(kindsOf(
    'https://github.com/ada/engine', 'https://github.com/search', 'https://x.com/intent', 'https://www.linkedin.com/company/engines', 'https://bsky.app/about', 'https://t.me/+abc', 'https://medium.com/@ada',
    'https://www.youtube.com/@ada', 'https://notgithub.com/ada', 'https://wa.me/', 'ada.example', 'https://[', 'none', 'x'.repeat(600), `a@${'a.'.repeat(300)}/`
  )), new Set(['WEBSITE']))
})

t.test('addresses of mail and numbers have their schemes', async t => {
  t.strictSame(recognizeAddress('mailto:ada@example.org?subject=Hi'), { kind: 'EMAIL', value: 'ada@example.org' })
  t.strictSame(recognizeAddress(' ada@example.org '), { kind: 'EMAIL', value: 'ada@example.org' })
  t.strictSame(recognizeAddress('tel:+1-418-656-9254;ext=102;phone-context=x'), { kind: 'PHONE', value: '+1-418-656-9254 ext. 102' })
  t.equal(readableNumber(' TEL:030 1'), '030 1')
})

t.test('a name at a service is of the service, by whatever name it goes', async t => {
  const at = (service: string, typed: string) => addressAt(service, typed, 'US')
  t.strictSame(at('X-TWITTER', '@ada'), { kind: 'X', value: '@ada' })
  t.strictSame(at('Bluesky', 'did:plc:abc'), { kind: 'BLUESKY', value: 'did:plc:abc' })
  t.strictSame(at('WhatsApp', 'whatsapp:+442079460958'), { kind: 'WHATSAPP', value: '+442079460958' })
  t.strictSame(at('twitter', 'not a handle'), { kind: 'OTHER', value: 'twitter:not a handle', service: 'Twitter' })
  t.strictSame(at('Flickr', 'https://flickr.com/ada'), { kind: 'WEBSITE', value: 'https://flickr.com/ada', service: 'Flickr' })
  t.strictSame(at('Code', 'https://github.com/ada'), { kind: 'GITHUB', value: 'https://github.com/ada' })
  t.strictSame(at('GTalk', 'xmpp:ada%40example.org'), { kind: 'OTHER', value: 'xmpp:ada@example.org', service: 'Google Talk' })
  t.strictSame(at('SKYPE-USERNAME', '100%'), { kind: 'OTHER', value: 'skype:100%', service: 'Skype' })
  t.strictSame(at('matrix', 'x-apple:100%'), { kind: 'OTHER', value: 'matrix:100%', service: 'Matrix' }, 'a name that is not encoded stays')
  t.strictSame(at('', 'ada'), { kind: 'OTHER', value: 'ada' })
  t.strictSame(at('constructor', 'x'.repeat(600)), { kind: 'OTHER', value: 'x'.repeat(600) })
})
