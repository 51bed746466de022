import type { ValuesOfType } from '../../domain/exports/record-fields.ts'
import { writeRecord } from '../../domain/exports/record.ts'
import { qualityOf, type KnownContact } from '../../domain/contacts/standing.ts'
import { Refusal } from '../../domain/refusal.ts'
import { shownScore } from '../../domain/quality/score.ts'
import type { Factor, Reason } from '../../domain/quality/factor.ts'
import { toTypeId } from '../../domain/type-id.ts'
import { suggestionsOfContacts } from '../../database/agenda/suggestions.ts'
import { auditOf, candidatesOf, deliveriesNaming, importsOf, inboxPeopleOf, reportsNaming } from '../../database/exports/about-contact.ts'
import { recordsAbout, recordsWithIds } from '../../database/exports/read-records.ts'
import { inWorkspace, openReading, type Db } from '../../database/tenancy.ts'
import { currentWorkspace } from '../../database/workspaces/viewer.ts'
import { requireContact } from '../contacts/require-contact.ts'
import { beginExport, type ExportContext } from './begin-export.ts'

/**
 * All that is kept of one person, as one document for whoever asks what is known of them: how they are judged and why, what passed, who told.
 * Of others who took part it says how many they were, and not who. `id` may be one from before a merge. Refuses NOT_FOUND, and (FORBIDDEN)
 * whoever is no admin.
 */
export async function exportContact (ctx: ExportContext, id: string): Promise<{ contactId: string, document: object }> {
  const { id: contactId } = await inWorkspace(ctx.database, ctx.actor.workspaceId, db => requireContact(db, id))
  await beginExport(ctx, 'admin', { what: 'contact', format: 'json', subjectType: 'contact', subjectId: contactId })
  const reading = openReading(ctx.database, ctx.actor.workspaceId)
  try {
    return { contactId, document: await reading.read(async db => documentOf(db, await requireContact(db, contactId), ctx.now)) }
  } finally {
    await reading.close()
  }
}

async function documentOf (db: Db, contact: KnownContact, now: number): Promise<object> {
  const { id } = contact
  const [record] = await recordsAbout(db, 'contact', id)
  if (!record) throw new Refusal('NOT_FOUND', 'There is no such contact.')
  const interactions = await recordsAbout(db, 'interaction', id)
  const belongings = await belongingsOf(db, id)
  const words = wordsOf(record)
  const told = await recordsAbout(db, 'report', id)
  const known = new Set(told.map(report => report.id))
  const others = await recordsWithIds(db, 'report', (await reportsNaming(db, words)).filter(reportId => !known.has(reportId)))
  const aliases = belongings.merge.flatMap(({ otherIds }) => otherIds)
  const ids = [id, ...aliases, ...interactions.map(each => each.id), ...(['ask', 'favor', 'post', 'feed', 'merge'] as const).flatMap(type => belongings[type].map(each => each.id))]
  return {
    type: 'goodturn-contact',
    version: 1,
    exportedAt: written(now),
    workspace: (await currentWorkspace(db)).name,
    contact: writeRecord('contact', record),
    quality: qualityAt(contact, now),
    interactions: interactions.map(values => ({ ...writeRecord('interaction', { ...values, participants: [id] }), others: values.participants.length - 1 })),
    ...Object.fromEntries(Object.entries(belongings).map(([type, values]) => [PLURALS[type as keyof typeof PLURALS], values.map(each => writeRecord(type as 'ask', each as never))])),
    suggestions: (await suggestionsOfContacts(db, [id])).map(({ kind, dueAt, snoozedUntil, skippedAt, skipReason, doneAt }) => ({
      kind, dueAt: written(dueAt), snoozedUntil: written(snoozedUntil), skippedAt: written(skippedAt), skipReason, doneAt: written(doneAt)
    })),
    told: [...told, ...others].map(report => toldOf(report, words)),
    inbox: (await inboxPeopleOf(db, record.identities)).map(each => ({ ...each, firstSeenAt: written(each.firstSeenAt), lastSeenAt: written(each.lastSeenAt) })),
    deliveries: (await deliveriesNaming(db, interactions.map(each => each.id), words)).map(each => ({ ...each, receivedAt: written(each.receivedAt) })),
    imports: (await importsOf(db, id)).map(each => ({ ...each, at: written(each.at) })),
    possibleDuplicates: (await candidatesOf(db, id)).map(each => ({ ...each, foundAt: written(each.foundAt) })),
    changes: (await auditOf(db, ids)).map(each => ({ ...each, at: written(each.at) }))
  }
}

const PLURALS = { ask: 'asks', favor: 'favors', post: 'posts', feed: 'feeds', substanceOverride: 'substanceOverrides', merge: 'merges', importKey: 'importKeys', distinct: 'distinctFrom' } as const

async function belongingsOf (db: Db, id: string) {
  return {
    ask: await recordsAbout(db, 'ask', id),
    favor: await recordsAbout(db, 'favor', id),
    post: await recordsAbout(db, 'post', id),
    feed: await recordsAbout(db, 'feed', id),
    substanceOverride: await recordsAbout(db, 'substanceOverride', id),
    merge: await recordsAbout(db, 'merge', id),
    importKey: await recordsAbout(db, 'importKey', id),
    distinct: await recordsAbout(db, 'distinct', id)
  }
}

/** The scores as members see them, with all reasons. */
function qualityAt (contact: KnownContact, now: number): object {
  const { score, band, confidence, warmth, reciprocity, responsiveness, substance, reasons, modelVersion } = qualityOf(contact, now)
  const factor = (each: Factor) => ({ ...each, score: shownScore(each.score), reasons: each.reasons.map(reasonOf) })
  return {
    asOf: written(now), score: shownScore(score), band, confidence, modelVersion, warmth: factor(warmth), reciprocity: factor(reciprocity), responsiveness: factor(responsiveness), substance: factor(substance), reasons: reasons.map(reasonOf)
  }
}

function reasonOf ({ evidence, ...reason }: Reason): object {
  return { ...reason, evidenceIds: evidence.map(({ type, id }) => toTypeId(type, id)) }
}

/** What was told of something, with the parties who are them. */
function toldOf (report: ValuesOfType<'report'>, words: readonly string[]): object {
  const { parties } = report.told
  const theirs = parties && { ...parties, value: parties.value.filter(({ identities }) => identities.some(({ value }) => words.some(word => value.toLowerCase().includes(word)))) }
  const { names, told, interactionId } = writeRecord('report', { ...report, told: { ...report.told, ...theirs && { parties: theirs } } })
  return { names, told, interactionId, otherParties: parties ? parties.value.length - (theirs?.value.length ?? 0) : 0 }
}

/** What nobody else is written as: addresses of mail and numbers. A name on a network is a word like others. */
function wordsOf ({ identities }: ValuesOfType<'contact'>): string[] {
  const words = identities.flatMap(({ kind, value, normalized }) => {
    if (kind === 'EMAIL') return [value.toLowerCase(), normalized]
    return kind === 'PHONE' || kind === 'WHATSAPP' ? [normalized.slice(1)] : []
  })
  return [...new Set(words)].filter(word => /^[\x21-\x7e]+$/.test(word))
}

function written (at: number | null): string | null {
  return at === null || !Number.isFinite(at) ? null : new Date(at).toISOString()
}
