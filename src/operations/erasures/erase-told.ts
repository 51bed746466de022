import { identityKey, type Identity } from '../../domain/contacts/contact.ts'
import { leaveOut, withoutWordsOn } from '../../domain/erasures/leave-out.ts'
import { isNamedIn, type Known } from '../../domain/erasures/mentions.ts'
import type { Needles } from '../../domain/erasures/needles.ts'
import { lockReportsOf, saveInteractionWords } from '../../database/erasures/told.ts'
import { deleteReports, saveReports, type Report } from '../../database/integrations/reports.ts'
import { findInteractions } from '../../database/interactions/interactions.ts'
import type { Db } from '../../database/tenancy.ts'

/** Whom reports and interactions are to forget. */
export interface Forgotten {
  readonly contactId: string
  readonly names: readonly string[]
  readonly identities: readonly Pick<Identity, 'kind' | 'value' | 'normalized'>[]
  /** What their identities are found by. */
  readonly addresses: Needles | null
}

/** Interactions in which they took part: alone with us, or with others. */
export interface TookPart {
  readonly alone: readonly string[]
  readonly withOthers: readonly string[]
}

/**
 * Has reports and interactions know nothing of somebody any more. What was between them and us alone goes; of what others took part in
 * the words go that name them, by a first name too.
 */
export async function eraseTold (db: Db, forgotten: Forgotten, { alone, withOthers }: TookPart, { defaultCountry, now }: { readonly defaultCountry: string, readonly now: number }): Promise<void> {
  const { contactId, identities, addresses } = forgotten
  const keys = new Set(identities.map(identityKey))
  const reports = await lockReportsOf(db, [...alone, ...withOthers], contactId, addresses?.crude ?? null)
  const read = reports.map(report => {
    const { told, leftOut } = leaveOut(report.told, key => keys.has(key), defaultCountry)
    const isTheirs = leftOut.length > 0 || withOthers.includes(report.interactionId ?? '')
    return { report, told, isTheirs, isLeft: !alone.includes(report.interactionId ?? '') && (report.interactionId !== null || leftOut.length === 0 || hasOthers(report)) }
  })
  const known = { names: [...forgotten.names, ...namesIn(reports, keys, defaultCountry)], addresses: identities.flatMap(({ value, normalized }) => [value, normalized]) }
  await deleteReports(db, read.flatMap(({ report, isLeft }) => isLeft ? [] : [report.id]))
  await saveReports(db, read.flatMap(({ report, told, isTheirs, isLeft }) => isLeft && isTheirs ? [withoutThem({ ...report, told }, forgotten, known)] : []), now)
  const shared = await findInteractions(db, withOthers)
  await saveInteractionWords(db, shared.map(({ id, subject, summary }) => ({ id, subject: unless(subject, known), summary: unless(summary, known) })), now)

  function hasOthers ({ told }: Report): boolean {
    return leaveOut(told, key => keys.has(key), defaultCountry).told.parties?.value.some(({ isUs, isBot }) => !isUs && !isBot) ?? false
  }
}

function withoutThem (report: Report, { contactId, identities }: Forgotten, known: Known): Report {
  const { told, written } = report
  const people = known.names.map(name => ({ name, identities: identities.map(({ kind, value }) => ({ kind, value })) }))
  return {
    ...report,
    told: withoutWordsOn(told, people),
    written: written && {
      ...written,
      contactIds: written.contactIds.filter(id => id !== contactId),
      subject: unless(written.subject, known),
      summary: unless(written.summary, known)
    }
  }
}

/** What they are called in what was told of them. */
function namesIn (reports: readonly Report[], keys: ReadonlySet<string>, defaultCountry: string): string[] {
  return reports.flatMap(({ told }) => (told.parties?.value ?? []).flatMap(party => {
    const isThem = leaveOut({ parties: { value: [party], at: 0, sequence: 0 } }, key => keys.has(key), defaultCountry).leftOut.length > 0
    return isThem && party.name !== null ? [party.name] : []
  }))
}

function unless (text: string | null, known: Known): string | null {
  return text !== null && isNamedIn(text, known) ? null : text
}
