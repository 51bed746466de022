import { ASK_SIZES, ASK_STATUSES, ASK_WARNING_CODES, LONGEST as LONGEST_IN_ASK } from '../asks/ask.ts'
import { MOST_DAILY_SUGGESTIONS } from '../agenda/agenda-filter.ts'
import { LONGEST_REASON } from '../agenda/put-off.ts'
import { SUGGESTION_KINDS } from '../agenda/suggestion.ts'
import { LONGEST, MOST_IDENTITIES, MOST_TAGS } from '../contacts/contact.ts'
import { IDENTITY_KINDS } from '../contacts/identity.ts'
import { FAVOR_DIRECTIONS, FAVOR_KINDS, LONGEST_NOTE } from '../favors/favor.ts'
import { INBOX_STATES } from '../integrations/inbox.ts'
import { CHANNELS, DIRECTIONS, INTERACTION_STATUSES, LONGEST as LONGEST_IN_INTERACTION, LONGEST_MINUTES, MOST_PARTICIPANTS } from '../interactions/interaction.ts'
import { MOST_MERGED } from '../merges/merge.ts'
import { LONGEST as LONGEST_IN_POST, RATINGS } from '../posts/post.ts'
import { LONGEST_NOTE as LONGEST_IN_MODEL } from '../quality/scoring-model.ts'
import { POST_KINDS } from '../quality/substance.ts'
import { amount, flag, id, instant, listOf, object, oneOf, orNull, text, uuid, verbatim, whole, type Shape, type ValuesOf } from './field.ts'
import { reportedName, told, written } from './told-fields.ts'

/** Far below what a column holds: versions and the like are counted on from there. */
const MOST_COUNTED = 1_000_000_000
/** Chosen: what there can be in a workspace that nobody made to break this, and not in one line that somebody did. */
const MOST = { moves: 200, names: 200, reports: 10_000 }
const LONGEST_CAUSE = 200
const LONGEST_OVERRIDE = 500
const LONGEST_NORMALIZED = 2000

const version = whole(1, MOST_COUNTED)
const days = orNull(whole(1, 3650))
const count = orNull(whole(0, MOST_COUNTED))
const weight = amount(0, 1)
const known = { kind: oneOf(IDENTITY_KINDS), value: verbatim(LONGEST_IN_POST.externalId), normalized: verbatim(LONGEST_NORMALIZED) }

/**
 * What each type of record says, in the order in which it is written; and the types in the order of a file, in which nothing refers to
 * what comes later. docs/export.md has the same for people; a test holds them together.
 */
export const RECORD_FIELDS = {
  settings: { dailySuggestions: orNull(whole(1, MOST_DAILY_SUGGESTIONS)), deliveryDays: orNull(whole(1, 365)), updatedAt: instant },
  scoringModel: {
    version, warmth: weight, reciprocity: weight, responsiveness: weight, substance: weight, note: orNull(text(LONGEST_IN_MODEL)), memberId: orNull(uuid), isCurrent: flag, createdAt: instant
  },
  ownIdentity: { ...known, label: orNull(text(LONGEST.label)), createdAt: instant },
  tag: { name: text(LONGEST.tag), targetDays: days },
  contact: {
    id: id('contact'),
    name: text(LONGEST.name),
    organization: orNull(text(LONGEST.organization)),
    title: orNull(text(LONGEST.title)),
    notes: orNull(text(LONGEST.notes)),
    tags: listOf(text(LONGEST.tag), MOST_TAGS),
    identities: listOf(object({ ...known, label: orNull(text(LONGEST.label)), isPrimary: flag }), MOST_IDENTITIES),
    targetDays: days,
    paused: flag,
    version,
    createdAt: instant,
    updatedAt: instant
  },
  merge: {
    id: id('merge'), at: instant, memberId: uuid, survivorId: id('contact'), contactId: id('contact'), otherIds: listOf(id('contact'), MOST_MERGED), version, undoneAt: orNull(instant)
  },
  importKey: { id: uuid, format: text(LONGEST.label), externalKey: verbatim(LONGEST_NORMALIZED), contactId: id('contact') },
  distinct: { id: uuid, contactId: id('contact'), otherId: id('contact'), memberId: uuid, actor: text(LONGEST.name), at: instant },
  substanceOverride: { contactId: id('contact'), score: whole(0, 100), reason: text(LONGEST_OVERRIDE), memberId: uuid, at: instant },
  feed: { id: id('feed'), contactId: id('contact'), url: text(LONGEST_IN_POST.url), title: orNull(verbatim(LONGEST_IN_POST.url)), lastPostAt: orNull(instant), createdAt: instant },
  post: {
    id: id('post'),
    contactId: id('contact'),
    network: text(LONGEST_IN_POST.network),
    externalId: text(LONGEST_IN_POST.externalId),
    url: orNull(text(LONGEST_IN_POST.url)),
    kind: oneOf(POST_KINDS),
    publishedAt: instant,
    title: orNull(text(LONGEST_IN_POST.title)),
    text: orNull(text(LONGEST_IN_POST.text)),
    likes: count,
    replies: count,
    shares: count,
    followers: count,
    rating: orNull(whole(RATINGS.least, RATINGS.most)),
    words: whole(0, MOST_COUNTED),
    cites: flag,
    isUncivil: flag,
    lexicon: orNull(text(LONGEST.label)),
    createdAt: instant,
    updatedAt: instant
  },
  interaction: {
    id: id('interaction'),
    participants: listOf(id('contact'), MOST_PARTICIPANTS),
    channel: oneOf(CHANNELS),
    direction: oneOf(DIRECTIONS),
    status: oneOf(INTERACTION_STATUSES),
    occurredAt: instant,
    durationMinutes: orNull(whole(0, LONGEST_MINUTES)),
    subject: orNull(text(LONGEST_IN_INTERACTION.subject)),
    summary: orNull(text(LONGEST_IN_INTERACTION.summary)),
    source: text(LONGEST_IN_INTERACTION.source),
    externalId: orNull(verbatim(LONGEST_IN_INTERACTION.externalId)),
    carriesAsk: flag,
    createdAt: instant,
    updatedAt: instant
  },
  ask: {
    id: id('ask'),
    contactId: id('contact'),
    need: text(LONGEST_IN_ASK.need),
    offer: orNull(text(LONGEST_IN_ASK.offer)),
    offerKind: orNull(oneOf(FAVOR_KINDS)),
    size: oneOf(ASK_SIZES),
    channel: orNull(oneOf(CHANNELS)),
    status: oneOf(ASK_STATUSES),
    deadline: orNull(instant),
    warnings: listOf(object({ code: oneOf(ASK_WARNING_CODES), text: text(LONGEST_IN_ASK.note) }), ASK_WARNING_CODES.length),
    moves: listOf(object({ from: oneOf(ASK_STATUSES), to: oneOf(ASK_STATUSES), at: instant, note: orNull(text(LONGEST_IN_ASK.note)) }), MOST.moves),
    version,
    createdAt: instant,
    updatedAt: instant
  },
  favor: {
    id: id('favor'),
    contactId: id('contact'),
    direction: oneOf(FAVOR_DIRECTIONS),
    kind: oneOf(FAVOR_KINDS),
    worth: whole(1, 5),
    effort: whole(1, 5),
    occurredAt: instant,
    note: orNull(text(LONGEST_NOTE)),
    askId: orNull(id('ask')),
    version,
    createdAt: instant,
    updatedAt: instant
  },
  suggestion: {
    contactId: id('contact'), kind: oneOf(SUGGESTION_KINDS), cause: verbatim(LONGEST_CAUSE), snoozedUntil: orNull(instant), skippedAt: orNull(instant), skipReason: orNull(text(LONGEST_REASON))
  },
  report: {
    id: uuid, names: listOf(object(reportedName), MOST.names), told, interactionId: orNull(id('interaction')), written: orNull(written), settlesAt: orNull(instant), integrationId: orNull(id('integration')), updatedAt: instant
  },
  inboxPerson: {
    id: id('person'),
    name: text(LONGEST.name),
    state: oneOf(INBOX_STATES),
    identities: listOf(object(known), MOST_IDENTITIES),
    integrationId: orNull(id('integration')),
    reports: whole(0, MOST_COUNTED),
    reportIds: listOf(uuid, MOST.reports),
    firstSeenAt: instant,
    lastSeenAt: instant,
    createdAt: instant
  }
} as const satisfies Readonly<Record<string, Shape>>

export type RecordType = keyof typeof RECORD_FIELDS
export const RECORD_TYPES = Object.keys(RECORD_FIELDS) as readonly RecordType[]

/** A thing of a workspace with all that it takes to make it again; UUIDs and epoch milliseconds inside. */
export type ValuesOfType<T extends RecordType> = ValuesOf<typeof RECORD_FIELDS[T]>
