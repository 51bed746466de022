import t from 'tap'
import { isFreeMail, mailbox, ownWord } from '../../../src/domain/duplicates/free-mail.ts'
import { housesOf, isSameHouse, type House } from '../../../src/domain/duplicates/house.ts'

t.test('an organization is the same whatever its legal form', async t => {
  for (const names of [
    ['Saltmarsh Systems', 'Saltmarsh Systems GmbH', 'SALTMARSH SYSTEMS, Inc.', 'The Saltmarsh Systems Ltd', 'Saltmarsh Systems S.A.', 'Saltmarsh Systems S.p.A.'],
    ['Bellandi & Figli', 'Bellandi e Figli S.r.l.'], ['Hollis GmbH & Co. KG', 'Hollis']
  ]) for (const name of names) t.ok(isSameHouse(house(names[0] as string), house(name)), name)
})

t.test('the beginning of a name, its initials, a slip in it and its domain are the same house', async t => {
  for (const [one, other] of [['Saltmarsh', 'Saltmarsh Systems'], ['MIT', 'Massachusetts Institute of Technology'], ['Saltmarsh Systems', 'Saltmarsh Sistems']] as const) {
    t.ok(isSameHouse(house(one), house(other)) && isSameHouse(house(other), house(one)), one)
  }
  for (const domain of ['saltmarsh.io', 'mail.saltmarsh.co.uk', 'saltmarshsystems.com', 'saltmarsh-systems.de']) t.ok(isSameHouse(house('Saltmarsh Systems'), at(domain)), domain)
})

t.test('what only begins alike is another house', async t => {
  for (const [one, other] of [
    ['University of Oxford', 'University of Cambridge'], ['University', 'University of Oxford'], ['Deutsche', 'Deutsche Bahn'], ['Nord', 'Nord Stahl'], ['Hooli', 'Initech'], ['AB', 'Able Baker'], ['Saltmarsh Systems', 'Saltmarsh Foods']
  ] as const) t.equal(isSameHouse(house(one), house(other)), false, `${one}, ${other}`)
  t.equal(isSameHouse(at('saltmarsh.io'), at('saltmarshes.io')), false)
})

t.test('who works for nobody, or has mail where all have it, shows no house', async t => {
  for (const organization of [null, 'Freelance', 'self-employed', '…']) t.strictSame(housesOf(organization, [{ kind: 'EMAIL', normalized: 'ada@gmail.com' }, { kind: 'GITHUB', normalized: 'ada' }]), [])
  t.equal(house('Inc.').compact, 'inc', 'an organization of that name has one')
})

t.test('a contact shows the organization first, and two domains', async t => {
  const emails = ['a@one.example', 'b@one.example', 'c@two.example', 'd@three.example'].map(normalized => ({ kind: 'EMAIL' as const, normalized }))
  t.strictSame(housesOf('Hooli', emails).map(({ shown }) => shown), ['Hooli', 'one.example', 'two.example'])
})

t.test('an employer has a word of a domain, and a mailbox one address', async t => {
  t.strictSame(['hooli.com', 'a.b.hooli.co.uk', 'hooli.com.br', 'co.uk', 'a.co.info'].map(ownWord), ['hooli', 'hooli', 'hooli', 'co', 'co'])
  t.strictSame(['a.d.a+x@googlemail.com', 'ada@gmail.com', 'a.da+x@hooli.com'].map(mailbox), ['ada@gmail.com', 'ada@gmail.com', 'a.da@hooli.com'])
  t.strictSame(['gmx.de', 'hooli.com', ''].map(isFreeMail), [true, false, false])
})

function house (organization: string): House {
  return housesOf(organization, [])[0] as House
}

function at (domain: string): House {
  return housesOf(null, [{ kind: 'EMAIL', normalized: `ada@${domain}` }])[0] as House
}
