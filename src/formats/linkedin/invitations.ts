import { createHash } from 'node:crypto'
import type { ImportOptions, ImportRow } from '../../domain/imports/import-row.ts'
import type { ImportFormat } from '../import-format.ts'
import { instantIn } from '../local-time.ts'
import { isNamed, partyOf } from './people.ts'
import { hasHeadings, tableReader, type Cells } from './table.ts'

const HEADINGS = ['From', 'To', 'Sent At', 'Message', 'Direction']
const SENT_AT = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4}),? (\d{1,2}):(\d{2})(?::\d{2})?\s?([AP])M$/i
const LONGEST_TEXT = 20_000

/** Invitations.csv of LinkedIn's “Download your data”: who asked whom to connect. With words it is a message, without them a gesture. */
export const linkedinInvitations: ImportFormat = {
  name: 'linkedin-invitations',
  recognizes: head => hasHeadings(head, HEADINGS),
  open: options => tableReader(HEADINGS, (cells, line) => ({ line, ...read(cells, options) }) as ImportRow)
}

function read (cells: Cells, { timeZone, now }: ImportOptions): object {
  const direction = cells('Direction').toUpperCase()
  if (direction !== 'INCOMING' && direction !== 'OUTGOING') return { fault: `Its Direction is “${direction.slice(0, 50)}”; INCOMING or OUTGOING was expected.` }
  const at = timeOf(cells('Sent At'), timeZone)
  if (at === null) return { fault: `Its Sent At is “${cells('Sent At').slice(0, 50)}”; 1/29/26, 2:37 PM was expected.` }
  const isOurs = direction === 'OUTGOING'
  const [from, to] = [{ name: cells('From'), profile: cells('inviterProfileUrl') }, { name: cells('To'), profile: cells('inviteeProfileUrl') }]
  const other = isOurs ? to : from
  // Before 2023 LinkedIn gave names alone.
  if (!isNamed(other.name, other.profile)) return { skipped: 'LinkedIn does not say whose profile it is.' }
  const text = cells('Message').slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, '').trim() || null
  return {
    event: {
      source: 'linkedin',
      externalId: `invitation:${createHash('sha256').update(JSON.stringify([direction, other.profile, at])).digest('hex')}`,
      toldAt: Math.min(at, now),
      channel: text === null ? 'FOLLOW' : 'DIRECT_MESSAGE',
      occurredAt: at,
      status: 'HELD',
      parties: [partyOf('FROM', from.name, from.profile, isOurs), partyOf('TO', to.name, to.profile, !isOurs)],
      subject: 'Invitation to connect',
      text
    }
  }
}

/** As Americans write it, in the zone of whoever imports: LinkedIn names none. */
function timeOf (text: string, timeZone: string): number | null {
  const [found, month, day, year, hours, minutes, half] = SENT_AT.exec(text) ?? []
  if (found === undefined) return null
  const hour = Number(hours) % 12 + (half?.toUpperCase() === 'P' ? 12 : 0)
  const wall = Date.UTC(Number(year) + (Number(year) < 100 ? 2000 : 0), Number(month) - 1, Number(day), hour, Number(minutes))
  const isReal = new Date(wall).getUTCMonth() === Number(month) - 1 && Number(hours) <= 12 && Number(minutes) < 60
  return isReal ? instantIn(timeZone, wall) : null
}
