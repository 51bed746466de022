import { createHash } from 'node:crypto'
import type { ImportOptions, ImportRow } from '../../domain/imports/import-row.ts'
import type { Party } from '../../domain/integrations/normalized-event.ts'
import { htmlToText } from '../feeds/html-text.ts'
import type { ImportFormat } from '../import-format.ts'
import { isNamed, partyOf, usReader } from './people.ts'
import { hasHeadings, tableReader, type Cells } from './table.ts'

const HEADINGS = ['CONVERSATION ID', 'FROM', 'TO', 'DATE', 'CONTENT']
const DATE = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?: UTC)?$/
/** What LinkedIn's advertisers write is marked by how it looks. */
const ADVERTISEMENT = /<p class="?spinmail/i
const LONGEST = { subject: 500, text: 20_000 }
const MOST_PEOPLE = 100

/** messages.csv of LinkedIn's “Download your data”: each message from one member to others. */
export const linkedinMessages: ImportFormat = {
  name: 'linkedin-messages',
  recognizes: head => hasHeadings(head, HEADINGS),
  open: options => {
    const isUs = usReader(options.me)
    return tableReader(HEADINGS, (cells, line) => ({ line, ...read(cells, isUs, options) }) as ImportRow)
  }
}

function read (cells: Cells, isUs: ReturnType<typeof usReader>, { now }: ImportOptions): object {
  if ([cells('IS MESSAGE DRAFT'), cells('IS CONVERSATION DRAFT')].some(cell => /^(?:yes|true)$/i.test(cell))) return { skipped: 'It is a draft.' }
  if (/^spam$/i.test(cells('FOLDER'))) return { skipped: 'It is spam.' }
  const content = cells('CONTENT')
  if (ADVERTISEMENT.test(content.slice(0, 2_000))) return { skipped: 'It is an advertisement.' }
  if (content === '' && cells('ATTACHMENTS') === '') return { skipped: 'Nothing is said in it any more.' }
  const at = timeOf(cells('DATE'))
  if (at === null) return { fault: `Its DATE is “${cells('DATE').slice(0, 50)}”; 2025-06-01 14:03:22 UTC was expected.` }
  const [sender, profile] = [cells('FROM'), cells('SENDER PROFILE URL')]
  const to = recipientsOf(cells, isUs)
  const from = partyOf('FROM', sender, profile, isUs(sender, profile))
  // Of two, one is us: who cannot be told is them.
  if ((!from.isUs && !isNamed(sender, profile)) || !to.some(({ identities, isUs }) => isUs || identities.length > 0)) return { skipped: 'LinkedIn does not say with whom it was.' }
  return {
    event: {
      source: 'linkedin',
      externalId: `message:${createHash('sha256').update(JSON.stringify([cells('CONVERSATION ID'), at, profile || sender, content])).digest('hex')}`,
      toldAt: Math.min(at, now),
      channel: 'DIRECT_MESSAGE',
      occurredAt: at,
      status: 'HELD',
      parties: [from, ...to],
      subject: cells('SUBJECT').slice(0, LONGEST.subject) || null,
      text: wordsOf(content)
    }
  }
}

/** Names and profiles stand in two lists; where they are not as many, nobody can tell whose profile is whose. */
function recipientsOf (cells: Cells, isUs: ReturnType<typeof usReader>): Party[] {
  const profiles = cells('RECIPIENT PROFILE URLS').split(/[,;]/).map(each => each.trim()).filter(each => each !== '').slice(0, MOST_PEOPLE)
  const names = profiles.length === 1 ? [cells('TO')] : cells('TO').split(',').map(each => each.trim())
  const isPaired = names.length === profiles.length
  if (profiles.length === 0) return isUs(cells('TO'), '') ? [partyOf('TO', cells('TO'), '', true)] : []
  return profiles.map((profile, place) => {
    const name = isPaired ? names[place] as string : ''
    return partyOf('TO', name, profile, isUs(name, profile))
  })
}

function timeOf (text: string): number | null {
  const [, day, time] = DATE.exec(text) ?? []
  const at = day === undefined ? NaN : Date.parse(`${day}T${time}Z`)
  return Number.isNaN(at) ? null : at
}

function wordsOf (content: string): string | null {
  const text = /<(?:p|br|div|span|a|b|strong)\b[^<>]*>/i.test(content) ? htmlToText(content) : content
  return text.slice(0, LONGEST.text).replace(/[\ud800-\udbff]$/, '').trim() || null
}
