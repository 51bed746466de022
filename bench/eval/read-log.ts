import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { CHANNELS } from '../../src/domain/interactions/interaction.ts'
import type { Channel } from '../../src/domain/interactions/interaction.ts'
import { compareTouches } from '../../src/domain/quality/totals/touch.ts'
import type { Touch } from '../../src/domain/quality/totals/touch.ts'

/** A touch of an owner's with one of the owner's contacts. */
export interface OwnersTouch extends Touch {
  readonly contact: string
}

/** What is asked of the model: score this contact of this owner as of an instant; and what came of it, null where not known. */
export interface Row {
  readonly owner: string
  readonly contact: string
  /** Epoch milliseconds. */
  readonly asOf: number
  readonly reference: { readonly p30: number, readonly hear: number, readonly responsiveness: number }
  readonly outcome: { readonly mutual30: boolean | null, readonly inbound30: boolean | null, readonly answered7: boolean | null }
}

/**
 * Reads interactions.csv.gz (occurred_at,from,to,channel) for these owners: a line that names an owner is a touch of the
 * owner's, in the order of instant and line; a line from somebody to themselves is none.
 */
export async function readTouches (folder: string, owners: ReadonlySet<string>): Promise<Map<string, OwnersTouch[]>> {
  const touches = new Map([...owners].map(owner => [owner, [] as OwnersTouch[]]))
  let line = 0
  for await (const record of records(folder, 'interactions.csv.gz')) {
    const id = String(line++).padStart(9, '0')
    const at = Date.parse(field(record, 'occurred_at'))
    const channel = channelOf(field(record, 'channel'))
    const [from, to] = [person(field(record, 'from')), person(field(record, 'to'))]
    if (from === to) continue
    touches.get(from)?.push({ id, at, channel, direction: 'OUTBOUND', contact: to })
    touches.get(to)?.push({ id, at, channel, direction: 'INBOUND', contact: from })
  }
  for (const ownersTouches of touches.values()) ownersTouches.sort(compareTouches)
  return touches
}

/** Reads rows.csv.gz, grouped by owner, each group in time order. */
export async function readRows (folder: string): Promise<Map<string, Row[]>> {
  const rows: Row[] = []
  for await (const record of records(folder, 'rows.csv.gz')) {
    rows.push({
      owner: person(field(record, 'owner')),
      contact: person(field(record, 'contact')),
      asOf: Number(field(record, 'as_of')) * 1000,
      reference: {
        p30: Number(field(record, 'warmth')),
        hear: Number(field(record, 'hear')),
        responsiveness: Number(field(record, 'responsiveness'))
      },
      outcome: {
        mutual30: outcome(field(record, 'mutual30')),
        inbound30: outcome(field(record, 'inbound30')),
        answered7: outcome(field(record, 'answered7'))
      }
    })
  }
  return groupedBy(rows.sort((a, b) => a.asOf - b.asOf), row => row.owner)
}

/** The items by key, in the order in which each key first comes. */
export function groupedBy<Item, Key> (items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}

type CsvRecord = Readonly<Record<string, string>>

async function * records (folder: string, name: string): AsyncGenerator<CsvRecord> {
  const file = createReadStream(join(folder, name))
  const unzipped = createGunzip()
  const parsed = parse({ columns: true })
  // A broken file is to end the evaluation, and pipe() carries no errors on.
  file.on('error', error => parsed.destroy(error)).pipe(unzipped)
    .on('error', error => parsed.destroy(error)).pipe(parsed)
  yield * parsed
}

function field (record: CsvRecord, name: string): string {
  const value = record[name]
  if (value === undefined) throw new Error(`A line has no column ${name}`)
  return value
}

/** interactions.csv writes p1@example.org where rows.csv writes p1. */
function person (text: string): string {
  return text.split('@', 1)[0] ?? text
}

function channelOf (text: string): Channel {
  const channel = CHANNELS.find(known => known === text)
  if (channel === undefined) throw new Error(`No channel is called ${text}`)
  return channel
}

function outcome (text: string): boolean | null {
  return text === '' ? null : Number(text) === 1
}
