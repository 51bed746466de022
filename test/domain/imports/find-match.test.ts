import t from 'tap'
import type { IdentityInput } from '../../../src/domain/contacts/contact.ts'
import { findMatch, wantedOf } from '../../../src/domain/imports/find-match.ts'
import { readPerson, type ReadPerson } from '../../../src/domain/imports/read-person.ts'

const HOLDERS: Readonly<Record<string, string>> = {
  'EMAIL ada@engines.example': 'ada',
  'GITHUB ada': 'ada',
  'EMAIL charles@engines.example': 'charles',
  'PHONE +49301234567': 'charles',
  'WHATSAPP +491701234567': 'ada',
  'WEBSITE engines.example': 'ada'
}
const NAMES: Readonly<Record<string, string>> = { ada: 'Ada Lovelace', charles: 'Charles Babbage' }

function find (name: string, identities: readonly IdentityInput[], keyed?: string) {
  const person = readPerson({ name, identities }, 'DE') as ReadPerson
  return findMatch(person, { holderOf: key => HOLDERS[key], nameOf: id => NAMES[id] ?? '' }, keyed)
}

const adasMail: IdentityInput = { kind: 'EMAIL', value: 'ada@engines.example' }
const charlesMail: IdentityInput = { kind: 'EMAIL', value: 'charles@engines.example' }
const adasGithub: IdentityInput = { kind: 'GITHUB', value: 'ada' }
const charlesPhone: IdentityInput = { kind: 'PHONE', value: '030 1234567' }

t.test('an address is one person\'s, whatever they are called', t => {
  t.equal(find('Countess of Lovelace', [adasMail]), 'ada')
  t.equal(find('Nobody', [{ kind: 'EMAIL', value: 'nobody@engines.example' }]), undefined)
  t.end()
})

t.test('a number is one person\'s where the name fits, or none is said', t => {
  t.equal(find('Babbage, Charles', [charlesPhone]), 'charles')
  t.equal(find('', [charlesPhone]), 'charles')
  t.equal(find('Georgiana Whitmore', [charlesPhone]), undefined)
  t.equal(find('Ada Lovelace', [{ kind: 'PHONE', value: '0170 1234567' }]), 'ada', 'who is reached there on WhatsApp is called there')
  t.end()
})

t.test('a web page is nobody\'s alone', t => {
  t.equal(find('Ada Lovelace', [{ kind: 'WEBSITE', value: 'https://engines.example' }]), undefined)
  t.end()
})

t.test('where several may be meant it is who has most of it, then whom the record became before, then the oldest', t => {
  t.equal(find('Somebody', [charlesMail, adasMail, adasGithub]), 'ada')
  t.equal(find('Somebody', [charlesMail, adasMail]), 'ada')
  t.equal(find('Somebody', [adasMail, charlesMail]), 'ada')
  t.equal(find('Somebody', [adasMail, charlesMail], 'charles'), 'charles')
  t.equal(find('Charles Babbage', [charlesPhone, adasMail]), 'ada')
  t.equal(find('Charles Babbage', [charlesPhone], 'ada'), 'ada')
  t.equal(find('Charles Babbage', [charlesPhone, { kind: 'WHATSAPP', value: '+49 30 1234567' }], undefined), 'charles')
  t.equal(find('Nobody', [], 'ada'), 'ada')
  t.end()
})

t.test('with numbers the same numbers of the other kind are looked up', t => {
  const person = readPerson({ name: 'Ada', identities: [charlesPhone, adasMail] }, 'DE') as ReadPerson
  t.match(wantedOf(person.identities), [{ kind: 'PHONE' }, { kind: 'WHATSAPP', normalized: '+49301234567' }, { kind: 'EMAIL' }])
  t.end()
})
