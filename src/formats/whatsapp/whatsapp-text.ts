import { createHash } from 'node:crypto'
import type { ImportOptions, ImportRow } from '../../domain/imports/import-row.ts'
import type { ImportFormat, RowReader } from '../import-format.ts'
import { instantIn } from '../local-time.ts'
import { firstLines, lineCutter, type TextLine } from '../text-lines.ts'
import { readChatLine, type ChatLine } from './chat-lines.ts'
import { dateOrderOf, dayOf, type DateOrder } from './date-order.ts'
import { partyOf, writerReader, type Writer } from './people.ts'
import { NOBODY, wordsOf } from './words.ts'

/** In UTF-16 units: by so much of its beginning it is decided how a chat writes its dates, and who is in it. */
const HEAD = 65_536
/** In bytes. */
const LONGEST_LINE = 65_536
const LONGEST_TEXT = 20_000
const MOST_WRITERS = 100
/** Nobody writes more within a minute. */
const MOST_AT_ONCE = 10_000

const AMBIGUOUS = 'Its dates can be read with the day first as well as with the month first; the month was taken first in a chat with AM and PM, else the day.'

/** A chat of WhatsApp, as “Export chat” writes it from a telephone; in whichever language. */
export const whatsappText: ImportFormat = {
  name: 'whatsapp-text',
  recognizes: head => {
    const lines = firstLines(head).filter(line => line.trim() !== '').slice(0, 50).map(readChatLine)
    return Boolean(lines[0]) && lines.some(line => line?.sender)
  },
  open
}

interface Message {
  readonly line: number
  readonly begun: ChatLine
  text: string
}

function open (options: ImportOptions): RowReader {
  const { push, end } = lineCutter(LONGEST_LINE)
  let waiting: { line: TextLine, begun: ChatLine | null }[] | null = []
  let length = 0
  let tell: (message: Message) => ImportRow = ({ line }) => ({ line, skipped: NOBODY })
  let message: Message | null = null

  function take (line: TextLine): ImportRow[] {
    const begun = readChatLine(line.text)
    if (!waiting) return next(line, begun)
    waiting.push({ line, begun })
    length += line.text.length + 1
    return length < HEAD ? [] : decide()
  }

  function decide (): ImportRow[] {
    const head = waiting ?? []
    waiting = null
    const chat = teller(head.flatMap(({ begun }) => begun ?? []), options)
    tell = chat.tell
    return [...chat.notes, ...head.flatMap(({ line, begun }) => next(line, begun))]
  }

  function next ({ line, text }: TextLine, begun: ChatLine | null): ImportRow[] {
    if (!begun) {
      if (!message) return text.trim() === '' ? [] : [{ line, fault: 'No message begins here: a line such as “28.02.26, 09:15 - Ada: …” was expected.' }]
      if (message.text.length < LONGEST_TEXT) message.text += `\n${text}`
      return []
    }
    const rows = message ? [tell(message)] : []
    message = { line, begun, text: begun.text }
    return rows
  }

  return {
    push: piece => push(piece).flatMap(take),
    end: () => {
      const rows = [...end().flatMap(take), ...waiting ? decide() : []]
      return message ? [...rows, tell(message)] : rows
    }
  }
}

/** Tells the messages of a chat that begins so, and what is to be said of it as a whole. */
function teller (head: readonly ChatLine[], options: ImportOptions): { readonly notes: readonly ImportRow[], readonly tell: (message: Message) => ImportRow } {
  const { order, isSure } = dateOrderOf(head.map(({ date }) => date), head.some(({ hasHalfDays }) => hasHalfDays), options.now)
  const read = writerReader(options)
  const writers = new Map<string, Writer>()
  const known = (name: string): Writer => {
    const present = writers.get(name) ?? read(name)
    if (writers.size < MOST_WRITERS) writers.set(name, present)
    return present
  }
  for (const { sender } of head) if (sender !== null) known(sender)
  const everybody = [...writers.values()]
  if (everybody.length > 1 && !everybody.some(({ isUs }) => isUs)) {
    const names = everybody.slice(0, 5).map(({ name }) => name).join(', ')
    return { notes: [{ line: 1, fault: `Nobody in this chat is known to be you. Say which name is yours: ${names}.` }], tell: ({ line }) => ({ line, skipped: 'Nobody can tell from whom to whom it was.' }) }
  }
  const isGroup = everybody.filter(({ isUs }) => !isUs).length > 1
  const nth = counter()
  return {
    notes: isSure || head.length === 0 ? [] : [{ line: 1, skipped: AMBIGUOUS }],
    tell: ({ line, begun, text }) => {
      if (begun.sender === null) return { line, skipped: NOBODY }
      const [at, said] = [instantOf(begun, order, options.timeZone), wordsOf(text)]
      if (at === null) return { line, fault: 'There is no such day.' }
      if ('skipped' in said) return { line, ...said }
      const from = known(begun.sender)
      const others = [...writers.values()].filter(({ isUs }) => !isUs)
      if (others.length === 0) return { line, skipped: 'Nobody else has written in this chat.' }
      return {
        line,
        event: {
          source: 'whatsapp_chat',
          externalId: nameOf(at, begun.sender, said.text, nth),
          toldAt: at,
          channel: isGroup ? 'COMMENT' : 'DIRECT_MESSAGE',
          occurredAt: at,
          status: 'HELD',
          parties: [partyOf('FROM', from), ...from.isUs ? others.map(each => partyOf('TO', each)) : [{ role: 'TO' as const, name: null, identities: [], isUs: true }]],
          text: said.text
        }
      }
    }
  }
}

function instantOf ({ date, hour, minute, second }: ChatLine, order: DateOrder, timeZone: string): number | null {
  const day = dayOf(date, order)
  return day && instantIn(timeZone, Date.UTC(day.year, day.month - 1, day.day, hour, minute, second))
}

/** What an export does not name is known by what it is; the same words twice within a minute are two messages. */
function nameOf (at: number, sender: string, text: string | null, nth: (at: number, key: string) => number): string {
  const hash = (of: unknown) => createHash('sha256').update(JSON.stringify(of)).digest('hex')
  const key = hash([at, sender, text])
  const count = nth(at, key)
  return `sha256:${count === 0 ? key : hash([key, count])}`
}

/** How often a key came before at the same time. */
function counter (): (at: number, key: string) => number {
  let [now, counts] = [NaN, new Map<string, number>()]
  return (at, key) => {
    if (at !== now || counts.size > MOST_AT_ONCE) [now, counts] = [at, new Map()]
    const count = counts.get(key) ?? 0
    counts.set(key, count + 1)
    return count
  }
}
