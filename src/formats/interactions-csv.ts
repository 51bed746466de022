import { hash } from 'node:crypto'
import { CHANNELS, type Channel } from '../domain/interactions/interaction.ts'
import type { Message, MessageLine } from '../domain/message.ts'
import { invalid, Refusal } from '../domain/refusal.ts'
import { parseRfc3339 } from '../domain/rfc-3339.ts'
import { addressReader } from './addresses.ts'
import { csvCutter, type CsvRecord } from './csv.ts'

const NEEDED = ['occurred_at', 'from', 'to'] as const
const OPTIONAL = ['channel', 'external_id'] as const

/** What an interaction that came in such a file says of its source. */
export const INTERACTIONS_CSV_SOURCE = 'import:csv'

/** Fields of an interaction, by what the columns of the file are called. */
const COLUMN_OF: Readonly<Record<string, string>> = { occurredAt: 'occurred_at', participants: 'to', externalId: 'external_id' }

type Column = typeof NEEDED[number] | typeof OPTIONAL[number]

/**
 * The messages of a CSV file whose first line names the columns occurred_at, from and to, and may name channel and external_id, in
 * any order and among others; a list for each piece of text. Refuses (INVALID) a file without such a line.
 */
export async function * readInteractionsCsv (text: AsyncIterable<string>): AsyncGenerator<MessageLine[]> {
  const { push, end } = messageLines()
  for await (const piece of text) yield push(piece)
  yield end()
}

/** The same, for who has the text in hand: refuses (INVALID) at the first line, or at the end of an empty file. */
export function messageLines (): { readonly push: (text: string) => MessageLine[], readonly end: () => MessageLine[] } {
  const { push, end } = csvCutter()
  let read: MessageReader | undefined
  const readAll = ([...records]: CsvRecord[]) => {
    read ??= readHeader(records.shift())
    const reader = read
    return reader ? records.map(record => readLine(record, reader)) : []
  }
  return {
    push: text => readAll(push(text)),
    end: () => {
      const last = readAll(end())
      if (!read) throw new Refusal('INVALID', `The file is empty; its first line has to name the columns ${NEEDED.join(', ')}.`)
      return last
    }
  }
}

/** What a message without an id of its own is known by: the same line is the same message. */
export function contentId ({ occurredAt, from, to, channel }: Message): string {
  const addresses = to.map(({ address }) => address).sort()
  return hash('sha256', JSON.stringify([new Date(occurredAt).toISOString(), from.address, addresses, channel]), 'base64url')
}

/** Whether a line names the columns that such a file needs. */
export function namesColumns (line: string): boolean {
  const [record] = csvCutter().push(`${line}\n`)
  const names = record && 'cells' in record ? record.cells.map(name => name.trim().toLowerCase()) : []
  return NEEDED.every(column => names.includes(column))
}

/** What is wrong with a line, by its column where it is that. */
export function refusalText ({ message, fields: [first] }: Refusal): string {
  return first ? `${COLUMN_OF[first.path] ?? first.path} ${first.message}` : message
}

function readHeader (record: CsvRecord | undefined): MessageReader | undefined {
  if (record && 'fault' in record) throw new Refusal('INVALID', `The first line ${record.fault}`)
  return record && messageReader(record.cells)
}

function readLine (record: CsvRecord, read: MessageReader): MessageLine {
  const { line } = record
  try {
    if ('fault' in record) throw new Refusal('INVALID', `It ${record.fault}`)
    return { line, message: read(record.cells) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { line, refusal: error }
  }
}

/** Turns the cells of one record into a message. Refuses (INVALID, by the column's name) what cannot be read. */
type MessageReader = (cells: readonly string[]) => Message

function messageReader (header: readonly string[]): MessageReader {
  const places = findColumns(header)
  const readAddresses = addressReader()
  return cells => {
    if (cells.length > header.length && cells.slice(header.length).some(cell => cell.trim() !== '')) {
      throw new Refusal('INVALID', `It has ${cells.length} cells, but the first line names ${header.length} columns; quote what has a delimiter in it.`)
    }
    if (cells.some(cell => cell.includes('\u0000'))) throw new Refusal('INVALID', 'It contains a NUL character.')
    const cell = (column: Column) => cells[places.get(column) ?? -1]?.trim() ?? ''
    const [from, ...more] = readAddresses(cell('from'), 'from')
    if (!from || more.length > 0) throw invalid({ path: 'from', message: `names ${more.length + 1} addresses; a message comes from one.` })
    return {
      occurredAt: readOccurredAt(cell('occurred_at')),
      channel: readChannel(cell('channel')),
      from,
      to: readAddresses(cell('to'), 'to'),
      externalId: cell('external_id') || null
    }
  }
}

function findColumns (header: readonly string[]): ReadonlyMap<Column, number> {
  const names = header.map(name => name.trim().toLowerCase())
  const missing = NEEDED.filter(column => !names.includes(column))
  if (missing.length > 0) {
    throw new Refusal('INVALID', `The first line has to name the columns ${NEEDED.join(', ')} (and may name ${OPTIONAL.join(', ')}), but ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing.`)
  }
  const columns = [...NEEDED, ...OPTIONAL]
  const twice = columns.find(column => names.indexOf(column) !== names.lastIndexOf(column))
  if (twice) throw new Refusal('INVALID', `The first line names the column ${twice} more than once.`)
  return new Map(columns.filter(column => names.includes(column)).map(column => [column, names.indexOf(column)]))
}

function readOccurredAt (text: string): number {
  const at = parseRfc3339(text)
  if (at !== null) return at
  throw invalid({ path: 'occurred_at', message: text === '' ? 'is empty.' : `“${shortened(text)}” is not an instant with its offset, such as 2026-03-01T09:30:00Z.` })
}

function readChannel (text: string): Channel {
  if (text === '') return 'EMAIL'
  const channel = CHANNELS.find(known => known === text.toUpperCase())
  if (channel) return channel
  throw invalid({ path: 'channel', message: `“${shortened(text)}” is none of ${CHANNELS.join(', ')}.` })
}

function shortened (text: string): string {
  return text.length > 50 ? `${text.slice(0, 50)}…` : text
}
