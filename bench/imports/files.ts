const CONTACTS = Number(process.env.BENCH_CONTACTS ?? 100_000)
const MEGABYTES = Number(process.env.BENCH_MB ?? 1_000)
const PIECE_BYTES = 65_536
const MAIL_BYTES = 12_000
const CORRESPONDENTS = 2_000

/** Large files of made-up people, a piece at a time: nothing of them is ever held. */
export const FILES: Readonly<Record<string, () => AsyncGenerator<Buffer>>> = {
  vcard: () => pieces(CONTACTS, '', at => `BEGIN:VCARD\r\nVERSION:3.0\r\nUID:card-${at}\r\nN:${family(at)};${given(at)};;;\r\nFN:${given(at)} ${family(at)}\r\nORG:${house(at)}\r\nTITLE:Engineer\r\n` +
    `EMAIL;TYPE=WORK:${given(at)}.${at}@${house(at).toLowerCase()}.example\r\nTEL;TYPE=CELL:+4915${String(10_000_000 + at)}\r\nNOTE:Met at the fair in hall ${at % 40}\\, and promised to write.\r\nEND:VCARD\r\n`),
  csv: () => pieces(CONTACTS, 'First Name,Last Name,URL,Email Address,Company,Position,Connected On\n', at =>
    `${given(at)},${family(at)},https://www.linkedin.com/in/${given(at)}-${at},${at % 10 === 0 ? `${given(at)}.${at}@${house(at).toLowerCase()}.example` : ''},${house(at)},Engineer,${10 + at % 18} Feb 2026\n`),
  mbox: () => pieces(Math.floor(MEGABYTES * 1e6 / MAIL_BYTES), '', mail)
}

/** The address that is ours in the mailbox. */
export const US = 'me@goodturn.example'

function mail (at: number): string {
  const who = at % CORRESPONDENTS
  const them = `${given(who)} ${family(who)} <${given(who)}.${who}@${house(who).toLowerCase()}.example>`
  const [from, to] = at % 3 === 0 ? [US, them] : [them, US]
  const date = new Date(Date.UTC(2020, 0, 1) + at * 1_800_000).toUTCString().replace('GMT', '+0000')
  const head = `From ${at}@xxx ${new Date(Date.UTC(2020, 0, 1) + at * 1_800_000).toUTCString().slice(0, 3)} Jan 01 00:00:00 +0000 2020\nMessage-ID: <${at}@goodturn.example>\nDate: ${date}\nFrom: ${from}\nTo: ${to}\nSubject: On the ${at}th question\nContent-Type: text/plain; charset=utf-8\n\n`
  return `${head}Dear friend,\n${'what we spoke of the other day has stayed with me ever since, and here is why.\n'.repeat(Math.ceil((MAIL_BYTES - head.length) / 80))}\n`
}

async function * pieces (count: number, head: string, record: (at: number) => string): AsyncGenerator<Buffer> {
  let text = head
  for (let at = 0; at < count; at++) {
    text += record(at)
    if (text.length < PIECE_BYTES) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

// Names that few share: looking for duplicates is measured elsewhere.
function given (at: number): string {
  return syllables(at % 701, 2)
}

function family (at: number): string {
  return syllables(at, 4)
}

function house (at: number): string {
  return syllables(at % 5_003, 3)
}

function syllables (at: number, count: number): string {
  const all = ['ba', 'ce', 'di', 'fo', 'gu', 'ha', 'je', 'ki', 'lo', 'mu', 'na', 'pe', 'ri', 'so', 'tu', 'va']
  const text = Array.from({ length: count }, (_, place) => all[(at >> (4 * place)) & 15]).join('')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
