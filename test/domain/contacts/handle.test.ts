import fc from 'fast-check'
import t from 'tap'
import { normalizeHandle, type HandleNetwork } from '../../../src/domain/contacts/handle.ts'

/** Each handle, in spellings that people paste. */
const SPELLINGS: Readonly<Record<HandleNetwork, Readonly<Record<string, readonly string[]>>>> = {
  LINKEDIN: {
    'ada-lovelace': [
      'ada-lovelace', 'Ada-Lovelace', '@ada-lovelace', 'in/ada-lovelace', 'https://www.linkedin.com/in/ada-lovelace/', 'http://linkedin.com/in/Ada-Lovelace',
      'linkedin.com/in/ada-lovelace', 'www.linkedin.com/in/ada-lovelace?trk=public_profile', 'https://de.linkedin.com/in/ada-lovelace/de',
      'https://www.linkedin.com/in/ada-lovelace/detail/contact-info/#top', '//www.linkedin.com/in/ada-lovelace'
    ],
    'jürgen-müller': ['jürgen-müller', 'https://www.linkedin.com/in/j%C3%BCrgen-m%C3%BCller/', 'https://www.linkedin.com/in/JÜRGEN-MÜLLER', 'https://linkedin.com/in/ju\u0308rgen-mu\u0308ller'],
    'company/engines': ['https://www.linkedin.com/company/Engines/', 'company/engines'],
    'pub/ada': ['https://www.linkedin.com/pub/ada/1/23/456']
  },
  GITHUB: {
    ada: ['ada', '@Ada', 'https://github.com/ada', 'github.com/Ada/', 'https://github.com/ada/engine/issues/1?q=1', 'http://www.github.com/ada'],
    'dependabot[bot]': ['dependabot[bot]', 'Dependabot[bot]'],
    'a-b-c': ['a-b-c']
  },
  X: {
    ada_l: ['ada_l', '@Ada_L', 'https://twitter.com/ada_l', 'https://x.com/Ada_L/status/20', 'x.com/ada_l?s=21', 'https://mobile.twitter.com/ada_l', 'https://www.x.com/ada_l/']
  },
  MASTODON: {
    'ada@example.social': [
      '@ada@example.social', 'ada@example.social', 'Ada@Example.SOCIAL', 'acct:ada@example.social', 'https://example.social/@ada', 'https://example.social/@Ada/', 'https://example.social/users/ada', 'example.social/@ada'
    ],
    'ada@xn--mnchen-3ya.social': ['@ada@münchen.social', '@ada@MÜNCHEN.social', 'https://münchen.social/@ada', '@ada@xn--mnchen-3ya.social']
  },
  BLUESKY: {
    'ada.bsky.social': ['ada.bsky.social', '@ada.bsky.social', 'https://bsky.app/profile/ada.bsky.social', 'https://bsky.app/profile/Ada.bsky.social/post/3k', 'bsky.app/profile/ada.bsky.social'],
    'did:plc:z72i7hdynmk6r22z27h6tvur': ['did:plc:z72i7hdynmk6r22z27h6tvur', 'https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur'],
    'ada.example': ['ada.example', '@ADA.example']
  },
  TELEGRAM: {
    ada_lovelace: ['ada_lovelace', '@Ada_Lovelace', 'https://t.me/ada_lovelace', 't.me/ada_lovelace', 'https://t.me/s/ada_lovelace', 'https://telegram.me/ada_lovelace?start=1'],
    123456789: ['123456789']
  },
  SLACK: {
    U024BE7LH: ['U024BE7LH', 'u024be7lh'],
    'T024BE7LD/U024BE7LH': ['T024BE7LD/U024BE7LH', 'T024BE7LD:U024BE7LH']
  }
}

const NONE: Readonly<Record<HandleNetwork, readonly string[]>> = {
  LINKEDIN: ['https://example.org/in/ada', 'https://www.linkedin.com/', 'https://www.linkedin.com/feed/', 'ada lovelace', 'a', 'https://evillinkedin.com/in/ada', 'https://linkedin.com.evil.example/in/ada'],
  GITHUB: ['-ada', 'ada-', 'a--b', 'a'.repeat(40), 'https://gitlab.com/ada', 'ada lovelace', 'https://github.com/', 'ada@example.org'],
  X: ['a'.repeat(16), 'ada-l', 'https://example.org/ada', 'https://x.com/', 'ada.l', 'https://netflix.com/ada'],
  MASTODON: ['ada', '@ada', '@ada@localhost', 'https://example.social/about', '@@example.social', 'ada lovelace@example.social', 'https://example.social/@ada/109/reblogs'],
  BLUESKY: ['ada', '@ada', 'ada..social', 'https://example.org/profile/ada.bsky.social', 'did:', 'ada_l.bsky.social'],
  TELEGRAM: ['ada', '1ada_lovelace', 'ada-lovelace', 'https://example.org/ada_lovelace', '12', 'a'.repeat(33)],
  SLACK: ['ada', '@ada', 'C024BE7LH', 'U1', 'T024BE7LD', 'U024BE7LH!']
}

const NETWORKS = Object.keys(SPELLINGS) as HandleNetwork[]

t.test('all spellings of a handle on a network share one', async t => {
  for (const network of NETWORKS) {
    for (const [handle, spellings] of Object.entries(SPELLINGS[network])) {
      for (const spelling of spellings) t.equal(normalizeHandle(network, spelling), handle, `${network} ${spelling}`)
    }
  }
})

t.test('what is no handle of a network is none', async t => {
  for (const network of NETWORKS) {
    for (const typed of ['', ' ', '@', '/', '%', '%%%', 'https://', 'javascript:alert(1)', 'https://user:pass@/', '\u0000', '\ud800', ...NONE[network]]) {
      t.equal(normalizeHandle(network, typed), null, `${network} ${JSON.stringify(typed)}`)
    }
  }
})

t.test('a handle that was normalized stays as it is', async t => {
  const spelling = fc.oneof(
    fc.webUrl(), fc.string({ maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 30 }), fc.emailAddress(),
    fc.constantFrom(...NETWORKS.flatMap(network => Object.values(SPELLINGS[network]).flat())),
    fc.tuple(fc.constantFrom('https://linkedin.com/in/', 'https://github.com/', 'https://x.com/', 'https://t.me/', 'https://bsky.app/profile/', 'https://example.social/@'), fc.string({ unit: 'grapheme', maxLength: 12 })).map(parts => parts.join(''))
  )
  fc.assert(fc.property(fc.constantFrom(...NETWORKS), spelling, (network, typed) => {
    const handle = normalizeHandle(network, typed)
    return handle === null || normalizeHandle(network, handle) === handle
  }), { numRuns: 5_000 })
})

t.test('ten thousand characters are read in no time, whatever they are', async t => {
  for (const unit of ['a', 'a-', '-', '.', 'a.', '@', '/', '%', '%41', 'ä', '[bot]', 'in/', 'did:', '\u0308', ' ']) {
    const typed = unit.repeat(10_000 / unit.length)
    for (const network of NETWORKS) {
      const started = performance.now()
      for (const text of [typed, `https://github.com/${typed}`, `@${typed}@example.social`, `https://example.social/@${typed}`]) normalizeHandle(network, text)
      t.ok(performance.now() - started < 200, `${network} ${unit}`)
    }
  }
})
