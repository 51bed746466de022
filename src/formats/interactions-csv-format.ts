import { normalizeEmail } from '../domain/contacts/identity.ts'
import type { ImportOptions, ImportRow } from '../domain/imports/import-row.ts'
import { isAhead } from '../domain/interactions/interaction.ts'
import { sideOf, type MessageLine, type Party } from '../domain/message.ts'
import { Refusal } from '../domain/refusal.ts'
import type { ImportFormat } from './import-format.ts'
import { contentId, INTERACTIONS_CSV_SOURCE, messageLines, namesColumns, refusalText } from './interactions-csv.ts'
import { firstLines, lineCutter } from './text-lines.ts'

/** In bytes: more than the characters of the longest record, in any encoding. */
const LONGEST_LINE = 300_000

/** The messages of `goodturn import interactions`: the same line is the same interaction by either way. */
export const interactionsCsv: ImportFormat = {
  name: 'interactions-csv',
  recognizes: head => namesColumns(firstLines(head).find(line => line.trim() !== '') ?? ''),
  open: options => {
    const us = new Set(options.me.flatMap(each => normalizeEmail(each) ?? []))
    const lines = lineCutter(LONGEST_LINE)
    const messages = messageLines()
    let isUnreadable = false
    const rows = (some: () => MessageLine[]): ImportRow[] => {
      if (isUnreadable) return []
      try {
        return some().map(line => rowOf(line, us, options))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        isUnreadable = true
        return [{ line: 1, fault: error.message }]
      }
    }
    const textOf = (some: readonly { readonly text: string }[]) => some.map(({ text }) => `${text}\n`).join('')
    return {
      push: piece => rows(() => messages.push(textOf(lines.push(piece)))),
      end: () => rows(() => [...messages.push(textOf(lines.end())), ...messages.end()])
    }
  }
}

function rowOf (line: MessageLine, us: ReadonlySet<string>, { now }: ImportOptions): ImportRow {
  if ('refusal' in line) return { line: line.line, fault: refusalText(line.refusal) }
  const { message } = line
  const side = sideOf(message, us)
  if (!side) return { line: line.line, skipped: 'It is neither from you nor to you.' }
  const { occurredAt, channel, externalId } = message
  if (isAhead(occurredAt, now)) return { line: line.line, fault: 'occurred_at lies in the future; what is told here has passed.' }
  return {
    line: line.line,
    event: {
      source: INTERACTIONS_CSV_SOURCE,
      externalId: externalId ?? contentId(message),
      toldAt: Math.min(occurredAt, now),
      channel,
      occurredAt,
      status: 'HELD',
      parties: [partyOf('FROM', message.from, us), ...message.to.map(party => partyOf('TO', party, us))]
    }
  }
}

function partyOf (role: 'FROM' | 'TO', { address, typed, name }: Party, us: ReadonlySet<string>) {
  return { role, name, identities: [{ kind: 'EMAIL' as const, value: typed }], ...us.has(address) && { isUs: true } }
}
