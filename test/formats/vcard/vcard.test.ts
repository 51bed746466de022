import t from 'tap'
import { vcard } from '../../../src/formats/vcard/vcard.ts'
import { readPeople, readRows } from './support/read.ts'

const card = (...lines: string[]) => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n')
const old = (...lines: string[]) => ['BEGIN:VCARD', 'VERSION:2.1', ...lines, 'END:VCARD', ''].join('\r\n')
const one = async (file: string | Buffer) => (await readPeople(vcard, file))[0]

t.test('a card is a contact, in the words of its program', async t => {
  t.strictSame(await readPeople(vcard, card(
    'N:Lovelace;Ada;;Lady;', 'FN:Ada Lovelace', 'NICKNAME:Countess', 'ORG:Analytical Engines\\, Ltd.;Programs;Notes', 'TITLE:Countess of computing',
    'ROLE:Mathematician', 'item1.EMAIL;type=INTERNET:ada@example.org', 'item1.X-ABLabel:_$!<School>!$_', 'EMAIL;TYPE=WORK,PREF:lady@example.org', 'TEL;TYPE=CELL:+44 20 7946 0958',
    'TEL;TYPE=FAX,WORK:+44 20 7946 0959', 'URL:https\\://ada.example/notes', 'CATEGORIES:Friends,London\\, 1843', 'NOTE:Met at Babbage\'s.\\nLikes\\; numbers.',
    'BDAY:1604-12-10', 'item2.X-ABDATE:1835-07-08', 'item2.X-ABLabel:_$!<Anniversary>!$_', 'ADR;TYPE=HOME:;;12 St James\'s Square;London;;SW1;England',
    'X-PHONETIC-FIRST-NAME:Ayda', 'RELATED;TYPE=spouse;VALUE=text:William', 'UID:ada-1', 'PHOTO;ENCODING=b;TYPE=JPEG:AAAA', ' BBBB', 'REV:2026-01-01T00:00:00Z', 'X-ABUID:1:ABPerson'
  )), [{
    name: 'Ada Lovelace',
    organization: 'Analytical Engines, Ltd.',
    title: 'Countess of computing',
    notes: 'Met at Babbage\'s.\nLikes; numbers.\n\nDepartment: Programs, Notes\nFax (Work): +44 20 7946 0959\nBirthday: 10 Dec\nAnniversary: 8 Jul 1835\n' +
      'Address (Home): 12 St James\'s Square, London, SW1, England\nPhonetic first name: Ayda\nSpouse: William\nNickname: Countess\nName: Lady Ada Lovelace\nRole: Mathematician',
    tags: ['Friends', 'London, 1843'],
    identities: [
      { kind: 'EMAIL', value: 'ada@example.org', label: 'School' },
      { kind: 'EMAIL', value: 'lady@example.org', label: 'Work', isPrimary: true },
      { kind: 'PHONE', value: '+44 20 7946 0958', label: 'Mobile' },
      { kind: 'WEBSITE', value: 'https://ada.example/notes' }
    ],
    externalId: 'ada-1'
  }])
})

t.test('a name is found wherever a card has one', async t => {
  const name = async (...lines: string[]) => (await one(card(...lines)))?.name
  t.equal(await name('N:Lovelace;Ada;King,Noel;Lady;F.R.S.\\, C.'), 'Lady Ada King Noel Lovelace F.R.S., C.')
  t.equal(await name('FN:', 'N:;Ada;;;'), 'Ada')
  t.equal(await name('N:;;;;', 'NICKNAME:Countess,Ada'), 'Countess')
  t.equal(await name('ORG:Analytical Engines'), 'Analytical Engines')
  t.equal(await name('EMAIL:ada@example.org'), 'ada@example.org')
  t.equal(await name('TEL:+44 20 7946 0958'), '+44 20 7946 0958')
  t.strictSame(await readRows(vcard, card('NOTE:Who was it?')), [{ line: 1, skipped: 'It has no name, and no address to name it by.' }])
})

t.test('who is called by less than their name has the whole of it in the notes', async t => {
  const notes = async (...lines: string[]) => (await one(card(...lines)))?.notes
  t.equal(await notes('FN:Mum', 'N:Lovelace;Ada;King;;'), 'Name: Ada King Lovelace')
  t.equal(await notes('N:Perreault;Simon;;;ing. jr,M.Sc.', 'FN:Simon Perreault'), 'Name: Simon Perreault ing. jr M.Sc.')
  t.equal(await notes('FN:LOVELACE\\, Adá', 'N:Lovelace;Ada;;;'), undefined, 'case, accents and order are no more of it')
})

t.test('the quirks of vCard 2.1 are read: bare types, quoted-printable, charsets, backslashes', async t => {
  t.strictSame(await one(old(
    'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen;;;', 'TEL;CELL;PREF:+49 30 901820', 'EMAIL;INTERNET;WORK:jm@example.org',
    'NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Stra=DFe=0D=0A=', 'zweite=20=', 'Zeile', 'TITLE:C:\\new\\;x', 'PHOTO;JPEG;BASE64:', 'AAAABBBB', 'CCCC==', '', 'CATEGORIES:Kunden'
  )), {
    name: 'Jürgen Müller',
    title: 'C:\\new;x',
    notes: 'Straße\nzweite Zeile',
    tags: ['Kunden'],
    identities: [{ kind: 'PHONE', value: '+49 30 901820', label: 'Mobile', isPrimary: true }, { kind: 'EMAIL', value: 'jm@example.org', label: 'Work' }]
  })
  t.equal((await one(old('FN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=93=63=92=86')))?.name, '田中')
  t.strictSame((await one(old('FN:Ada', 'AGENT:', 'BEGIN:VCARD', 'FN:Babbage', 'END:VCARD', 'TITLE:Countess'))), { name: 'Ada', title: 'Countess' }, 'an agent is somebody else')
})

t.test('chats and networks are what they are, whichever property tells of them', async t => {
  const of = async (...lines: string[]) => (await one(card('FN:Ada', ...lines)))?.identities?.map(({ kind, value, label }) => [kind, value, label ?? null])
  t.strictSame(await of(
    'URL:https://www.linkedin.com/in/Ada', 'item1.URL:github.com/ada', 'item1.X-ABLabel:Code', 'X-SOCIALPROFILE;type=twitter;x-user=ada:http://twitter.com/ada',
    'X-SOCIALPROFILE;type=mastodon;x-user="ada@example.social":x-apple:ada%40example.social', 'SOCIALPROFILE;SERVICE-TYPE=Bluesky;VALUE=text:ada.bsky.social',
    'X-SOCIALPROFILE;TYPE=facebook:https://facebook.com/ada', 'X-SKYPE-USERNAME:ada.l', 'IMPP;X-SERVICE-TYPE=Skype;TYPE=work:skype:lady', 'IMPP:xmpp:ada@jabber.example',
    'X-TELEGRAM:@ada_l', 'X-WHATSAPP:+442079460958', 'IMPP;X-SERVICE-TYPE=WhatsApp:x-apple:442079460959', 'X-SOCIALPROFILE:https://t.me/ada_l', 'X-SLACK:ada'
  ), [
    ['LINKEDIN', 'https://www.linkedin.com/in/Ada', null], ['GITHUB', 'github.com/ada', 'Code'], ['X', 'http://twitter.com/ada', null],
    ['MASTODON', 'ada@example.social', null], ['BLUESKY', 'ada.bsky.social', null], ['WEBSITE', 'https://facebook.com/ada', 'Facebook'],
    ['OTHER', 'skype:ada.l', 'Skype'], ['OTHER', 'skype:lady', 'Skype'], ['OTHER', 'xmpp:ada@jabber.example', 'Jabber'],
    ['TELEGRAM', '@ada_l', null], ['WHATSAPP', '+442079460958', null], ['WHATSAPP', '442079460959', null], ['OTHER', 'slack:ada', 'Slack']
  ])
})

t.test('what cannot be an address is kept in the notes, and one that is told twice is one', async t => {
  t.strictSame(await one(card('FN:Ada', 'TEL;TYPE=WORK:ask for Ada', 'EMAIL:ada at example', 'EMAIL:ada@example.org', 'EMAIL;TYPE=HOME;PREF=2:ADA@example.org', 'EMAIL;PREF=5:other@example.org')), {
    name: 'Ada',
    notes: 'Phone (Work): ask for Ada\nE-mail: ada at example',
    identities: [{ kind: 'EMAIL', value: 'ada@example.org', label: 'Home', isPrimary: true }, { kind: 'EMAIL', value: 'other@example.org' }]
  })
  t.strictSame((await readPeople(vcard, card('FN:Ada', 'TEL:030 901820'), { defaultCountry: 'DE' }))[0]?.identities, [{ kind: 'PHONE', value: '030 901820' }], 'a number without its country is of ours')
  t.equal((await one(card('FN:Ada', 'TEL;TYPE=pager:+49 30 1', 'item1.TEL:+49 30 2', 'item1.X-ABLabel:Home Fax', 'item2.TEL:+49 30 3', 'item2.X-ABLabel:_$!<WorkFAX>!$_')))?.notes,
    'Pager: +49 30 1\nFax (Home Fax): +49 30 2\nFax (WorkFAX): +49 30 3')
})

t.test('the notes say what no field holds, and nothing that programs tell each other', async t => {
  t.equal((await one(card(
    'FN:Ada', 'FN:Augusta Ada', 'ORG:One', 'ORG:Two;Sales', 'TITLE:First', 'TITLE:Second', 'LABEL;TYPE=HOME:12 Square\\nLondon', 'BDAY:--1210', 'BDAY;VALUE=text:around 1815', 'GENDER:O;she',
    'X-MANAGER:Charles', 'HOBBY;LEVEL=high:flight', 'X-SHA:9fffffea9056d8166e2b7a427977e570c87dd5', 'X-JSON:{"a":1}', 'RELATED:urn:uuid:1', 'X-COUCHDB-REV:7', 'X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Byron;6',
    'X-FCENCODED-582D46432D52656C617465644E616D65733A4D6F74686572:Anne', 'LANG:en', 'AGENT:BEGIN:VCARD\\nFN:X\\nEND:VCARD'
  )))?.notes, [
    'Organization: Two, Sales', 'Title: Second', 'Address (Home): 12 Square, London', 'Birthday: 10 Dec', 'Birthday: around 1815', 'Gender: she', 'Manager: Charles', 'Hobby: flight',
    'Relation: Byron', 'Mother: Anne', 'Language: en', 'Name: Augusta Ada'
  ].join('\n'))
})

t.test('a group of contacts is nobody', async t => {
  t.strictSame(await readRows(vcard, card('FN:Friends', 'X-ADDRESSBOOKSERVER-KIND:group', 'X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1')), [{ line: 1, skipped: 'It is a list of contacts, and not a person.' }])
  t.strictSame(await readRows(vcard, card('FN:Friends', 'KIND:group')), [{ line: 1, skipped: 'It is a list of contacts, and not a person.' }])
  t.equal((await one(card('FN:Engines Ltd.', 'KIND:org')))?.name, 'Engines Ltd.')
})

t.test('a file is recognized by its first line, in whatever encoding', async t => {
  const text = card('FN:Ada')
  for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff\r\n${text.toLowerCase()}`), Buffer.from(`\ufeff${text}`, 'utf16le')]) t.equal(vcard.recognizes(bytes, ''), true)
  for (const other of ['', 'BEGIN:VCALENDAR\r\n', 'Name,Email\r\nBEGIN:VCARD', 'From ada@example.org']) t.equal(vcard.recognizes(Buffer.from(other), 'x.vcf'), false)
})
