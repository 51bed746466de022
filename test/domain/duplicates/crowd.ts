import { CULTURES } from '../../../src/demo/generate/names.ts'
import { seededRandom, type Random } from '../../../src/demo/generate/random.ts'
import type { Shown } from '../../../src/domain/duplicates/traits.ts'
import { spellingKey } from '../../../src/domain/duplicates/spelling.ts'

const GIVEN = [...CULTURES.flatMap(({ given }) => given), ...`
  James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark Steven Paul Andrew Joshua Kevin Brian George Mary Patricia
  Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Anna Maria Laura Julia Emma Peter Martin Stefan Andreas Alexander Sebastian Christian Simon Jan Max
  Bob Bill Liz Kate Tom Sasha Hans Josef Pepe Nikolai Sergey Olga Wei Ali Mohammed Fatima Luis Carlos Pedro Ana Carmen Giovanni Marco Luca Pierre Camille`.trim().split(/\s+/)]
const FAMILY = [...CULTURES.flatMap(({ family }) => family), ...`
  Smith Johnson Williams Brown Jones Garcia Miller Davis Müller Schmidt Schneider Fischer Weber Nguyen Kim Lee Wang Zhang Chen Singh Kumar Martin Bernard Rossi Ivanov Nowak
  Silva Santos Lopez Gonzalez Perez Hansen Nielsen Johansson Andersson Jansen Bakker Yilmaz Kaya Ahmed Khan`.trim().split(/\s+/)]
const BEGINNINGS = 'Ba Bel Bor Bru Cal Car Cor Dal Der Dor Fal Fen Gar Gol Hal Har Hol Kal Kar Ker Lan Lor Mal Mar Mor Nor Pal Per Ras Ren Ros Sal Ser Sta Tal Tor Val Ver Wal Wen Zal'.split(' ')
const MIDDLES = 'a e i o an en in on ar er or al el il and end ing ost est'.split(' ')
const ENDINGS = 'berg bach dorf feld stein wood field ton ley son sen man mann ski ska vic enko ov ev escu ini elli etti oni ard eau ier as es os is ez az uk ko la ra na'.split(' ')
const TRADES = ['Systems', 'Partners', 'Labs', 'Energie GmbH', 'Press Ltd', 'Logistics AG', 'Studio', 'Foods S.L.', 'Ventures', 'Media']
const FREE = ['gmail.com', 'outlook.com', 'gmx.de', 'icloud.com', 'yahoo.com']

/** Contacts as a large workspace has them: a few names and houses that many have, many that few have; one in `oneTwiceIn` is there twice, written another way. */
export function crowd (count: number, oneTwiceIn = 30): Shown[] {
  const random = seededRandom(7, 'duplicates')
  const contacts: Shown[] = []
  while (contacts.length < count) {
    const contact = somebody(random)
    contacts.push(contact)
    if (random.chance(1 / oneTwiceIn)) contacts.push({ ...contact, name: contact.name.normalize('NFD').replace(/\p{M}/gu, ''), title: null, identities: [] })
  }
  return contacts.slice(0, count)
}

function somebody (random: Random): Shown {
  const given = often(random, GIVEN)
  const family = random.chance(0.35) ? often(random, FAMILY) : random.pick(BEGINNINGS) + random.pick(MIDDLES) + random.pick(ENDINGS)
  const house = random.pick(BEGINNINGS) + random.pick(ENDINGS)
  const organization = random.chance(0.75) ? `${house} ${often(random, TRADES)}` : null
  const login = `${spellingKey(given)}.${spellingKey(family)}${random.chance(0.3) ? random.whole(1, 99) : ''}`
  return {
    name: random.chance(0.02) ? given : `${given} ${family}`,
    organization,
    title: random.chance(0.6) ? random.pick(['Engineer', 'Manager', 'Founder', 'Editor', 'Analyst']) : null,
    identities: [
      ...random.chance(0.7) ? [{ kind: 'EMAIL' as const, normalized: `${login}@${organization ? `${house.toLowerCase()}.com` : random.pick(FREE)}` }] : [],
      ...random.chance(0.3) ? [{ kind: 'PHONE' as const, normalized: `+4930${random.whole(1e7, 1e8)}` }] : [],
      ...random.chance(0.2) ? [{ kind: 'GITHUB' as const, normalized: `${spellingKey(given)}${random.whole(1, 99_999)}` }] : []
    ]
  }
}

/** One of the list, the first far more often. */
function often<T> (random: Random, list: readonly T[]): T {
  return list[Math.floor(list.length * random.between(0, 1) ** 2)] as T
}
