import t from 'tap'
import { linkedinInvitations } from '../../src/formats/linkedin/invitations.ts'
import { linkedinMessages } from '../../src/formats/linkedin/messages.ts'
import { zipEntries, type ZipEntry } from '../../src/formats/zip.ts'
import { makeZip, type Packed } from './support/make-zip.ts'

const MESSAGES = 'CONVERSATION ID,FROM,TO,DATE,CONTENT\n1,Ada,Grace,2025-06-01 14:03:22 UTC,Hello\n'
const INVITATIONS = 'From,To,Sent At,Message,Direction\n'
const sourceOf = (bytes: Buffer) => ({ size: bytes.length, read: async (position: number, length: number) => bytes.subarray(position, position + length) })

async function entriesOf (zip: Buffer): Promise<ZipEntry[]> {
  const found: ZipEntry[] = []
  for await (const entry of zipEntries(sourceOf(zip), [linkedinMessages, linkedinInvitations])) found.push(entry)
  return found
}
const namesOf = async (...files: Packed[]) => (await entriesOf(makeZip(files))).map(entry => [entry.name, 'format' in entry ? entry.format.name : 'fault' in entry ? entry.fault : entry.skipped])

async function textOf (pieces: AsyncIterable<Buffer>): Promise<string> {
  const found: Buffer[] = []
  for await (const piece of pieces) found.push(piece)
  return Buffer.concat(found).toString()
}

t.test('the files of an archive that are read are found by what is in them, and read piece by piece', async t => {
  const long = MESSAGES + Array.from({ length: 5_000 }, (_, at) => `${at * 7919},Ada,Grace,2025-06-01 14:03:22 UTC,${Math.sin(at)}\n`).join('')
  const files = [{ name: 'a/messages.csv', content: long }, { name: 'Invitations.csv', content: INVITATIONS, isStored: true }, { name: 'Profile.csv', content: 'First Name\nAda\n' }, { name: 'a/', content: '' }, { name: 'empty', content: '' }]
  t.strictSame(await namesOf(...files), [
    ['a/messages.csv', 'linkedin-messages'], ['Invitations.csv', 'linkedin-invitations'], ['Profile.csv', 'It is none of the files that are read.'], ['empty', 'It is none of the files that are read.']
  ])
  const [messages, invitations] = await entriesOf(makeZip(files))
  if (!messages || !invitations || !('pieces' in messages) || !('pieces' in invitations)) throw new Error('They were found above.')
  for (let times = 0; times < 2; times++) t.equal(await textOf(messages.pieces()), long)
  t.equal(await textOf(invitations.pieces()), INVITATIONS)
})

t.test('what should not be unpacked is not', async t => {
  t.strictSame(await namesOf(
    { name: 'secret.csv', content: MESSAGES, isEncrypted: true }, { name: 'link.csv', content: '/etc/passwd', mode: 0o120777 }, { name: 'huge.csv', content: MESSAGES, size: 600_000_000 },
    { name: 'bomb.csv', content: `${MESSAGES}${'0'.repeat(1_000_000)}` }, { name: 'messages.csv', content: MESSAGES }
  ), [
    ['secret.csv', 'It has a password: unpack it, and send what is in it.'], ['link.csv', 'It is a link to another file.'], ['huge.csv', 'It has more than 500000000 bytes, unpacked.'],
    ['bomb.csv', 'It is packed to less than a 100th, which no text is.'], ['messages.csv', 'linkedin-messages']
  ])
})

t.test('an archive that lies is refused', async t => {
  const refused = (message: RegExp, ...files: Packed[]) => t.rejects(entriesOf(makeZip(files)), { code: 'INVALID', message }, String(message))
  await refused(/invalid relative path/, { name: '../messages.csv', content: MESSAGES })
  await refused(/invalid relative path/, { name: 'a\\..\\..\\messages.csv', content: MESSAGES })
  await refused(/absolute path/, { name: '/messages.csv', content: MESSAGES })
  await refused(/has 1001 files; at most 1000 are read/, ...Array.from({ length: 1_001 }, (_, at) => ({ name: `${at}.csv`, content: '' })))
  await refused(/more than 2000000000 bytes/, ...Array.from({ length: 5 }, (_, at) => ({ name: `${at}.csv`, content: MESSAGES, size: 499_000_000 })))
  for (const bytes of [Buffer.alloc(0), Buffer.from('no archive'), makeZip([{ name: 'a', content: MESSAGES }]).subarray(0, -30)]) await t.rejects(entriesOf(bytes), { code: 'INVALID' })

  const zip = makeZip([{ name: 'a.csv', content: Buffer.from('no pattern in this at all: 83475'), isStored: true }])
  const claimed = Buffer.from(zip)
  const directory = zip.indexOf('PK\x01\x02')
  // The directory says that the file fills more than the archive.
  for (const place of [20, 24]) claimed.writeUInt32LE(zip.length + 1, directory + place)
  await t.rejects(entriesOf(claimed), { code: 'INVALID', message: /overlap/ })
})

t.test('a file that is not as long as the directory says, or is broken, costs itself or is refused as it is read', async t => {
  t.match(await namesOf({ name: 'short.csv', content: MESSAGES, size: MESSAGES.length + 5 }, { name: 'messages.csv', content: MESSAGES }), [['short.csv', /^The archive cannot be read/], ['messages.csv', 'linkedin-messages']])
  const text = MESSAGES + Array.from({ length: 20_000 }, (_, at) => `${at},${Math.sin(at)}\n`).join('')
  const zip = makeZip([{ name: 'messages.csv', content: text, size: text.length - 10 }])
  const [entry] = await entriesOf(zip)
  if (!entry || !('pieces' in entry)) throw new Error('Its beginning is as it should be.')
  await t.rejects(textOf(entry.pieces()), { code: 'INVALID' })
})
