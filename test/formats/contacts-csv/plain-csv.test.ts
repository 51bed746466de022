import t from 'tap'
import { csv } from '../../../src/formats/contacts-csv/plain-csv.ts'
import { OPTIONS, readPeople, readRows } from '../vcard/support/read.ts'

t.test('columns are what their headings say, and the rest goes to the notes', async t => {
  t.strictSame(await readPeople(csv, 'Full name;E-mail;Mobile;Company;Job title;Website;Tags;Notes;Shoe size;Email 2\n' +
    'Ada Lovelace;ada@example.org, lady@example.org;\'+44 20 7946 0958;Engines;Countess;https://github.com/ada;"Friends, London";"Met at\nBabbage\'s.";5;third@example.org\n'), [{
    name: 'Ada Lovelace',
    organization: 'Engines',
    title: 'Countess',
    notes: 'Met at\nBabbage\'s.\n\nShoe size: 5',
    tags: ['Friends', 'London'],
    identities: [
      { kind: 'EMAIL', value: 'ada@example.org' }, { kind: 'EMAIL', value: 'lady@example.org' }, { kind: 'PHONE', value: '+44 20 7946 0958' },
      { kind: 'GITHUB', value: 'https://github.com/ada' }, { kind: 'EMAIL', value: 'third@example.org' }
    ]
  }])
})

t.test('a page of a network is a page where the network has a column of its own, and no page at all is a note', async t => {
  t.strictSame(await readPeople(csv, 'Name,Website,GitHub\nAda,https://github.com/ada/engine none,@ada\n'), [
    { name: 'Ada', notes: 'Website: none', identities: [{ kind: 'WEBSITE', value: 'https://github.com/ada/engine' }, { kind: 'GITHUB', value: '@ada' }] }
  ])
})

t.test('the headings of four languages are known, and names are put together', async t => {
  const named = async (file: string) => (await readPeople(csv, file))[0]
  t.match(await named('Vorname;Name;Firma;E-Mail-Adresse;Mobiltelefon\nAda;Lovelace;Engines;ada@example.org;+49 30 901820\n'), { name: 'Ada Lovelace', organization: 'Engines', identities: { length: 2 } })
  t.match(await named('Prénom,Nom,Société,Courriel,Étiquettes\nAda,Lovelace,Engines,ada@example.org,Amis\n'), { name: 'Ada Lovelace', organization: 'Engines', tags: ['Amis'] })
  t.match(await named('Nombre,Apellidos,Correo electrónico,Puesto\nAda,Lovelace,ada@example.org,Condesa\n'), { name: 'Ada Lovelace', title: 'Condesa' })
  t.match(await named('Nombre,Correo\nAda Lovelace,ada@example.org\n'), { name: 'Ada Lovelace' })
  t.match(await named('First,Last,Name,Email\nAda,Lovelace,Countess,a@b.example\n'), { name: 'Countess' })
})

t.test('a member can say what the columns are; what is not named is left out', async t => {
  const columns = { ' who ': 'name', Where: 'organization', Handle: 'mastodon' }
  t.strictSame(await readPeople(csv, 'Export of today\n\nWho,Where,Email,Handle\nAda,Engines,ada@example.org,@ada@example.social\n', { columns }), [
    { name: 'Ada', organization: 'Engines', identities: [{ kind: 'MASTODON', value: '@ada@example.social' }] }
  ])
  t.strictSame(await readRows(csv, 'Who,Handle\nAda,@ada\n', { columns }), [
    { line: 1, fault: 'There is no line that names columns that are known, such as “Name” and “Email”; say which column is which.' }
  ])
  t.throws(() => csv.open({ ...OPTIONS, columns: { Who: 'constructor' } }), { code: 'INVALID', message: /^columns: says that “Who” is “constructor”, which is none of name, firstName, / })
})

t.test('a faulty line costs no other', async t => {
  t.strictSame(await readRows(csv, 'sep=,\nName,Email,Id,Name\nAda,ada@example.org,7,Countess\nGrace,"x"y,1\nLinus,l@example.org,2,,more\n,,,\n,,9\nBob\n'), [
    { line: 3, contact: { name: 'Ada', notes: 'Name: Countess', identities: [{ kind: 'EMAIL', value: 'ada@example.org' }], externalId: '7' } },
    { line: 4, fault: 'It has a quoted cell that does not end before the next delimiter.' },
    { line: 5, fault: 'It has 5 cells, but the header names 4 columns; quote what has a delimiter in it.' },
    { line: 6, skipped: 'It is empty.' },
    { line: 7, skipped: 'It has no name, and no address to name it by.' },
    { line: 8, contact: { name: 'Bob' } }
  ])
})

t.test('a file is recognized by a header of known words, where no other dialect has it', async t => {
  const is = (text: string) => csv.recognizes(Buffer.from(text), 'contacts.csv')
  for (const text of ['Name,Email\n', 'sep=;\nVorname;Nachname\n', 'E-mail\nada@example.org\n', '\ufeffName\tPhone']) t.equal(is(text), true, text)
  for (const text of [
    '', 'Dear Ada,\nhow are you?', 'Contact\n', 'occurred_at,from,to\n', 'First Name,Last Name,URL,Email Address,Company,Position,Connected On\n', 'First Name,Last Name,E-mail Address\n',
    'CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n', 'BEGIN:VCARD\nVERSION:3.0\nN:Lovelace;Ada;;;\n',
    'Name,Given Name,Group Membership\n'
  ]) t.equal(is(text), false, text)
})
