import type { Contact } from '../contacts/contact.ts'
import { FAVOR_WORTH, type FavorKind, type Worth } from './favor.ts'
import type { Channel } from '../interactions/interaction.ts'
import { DAY_MS } from '../quality/totals/decay.ts'
import type { Ledger } from '../quality/ledger.ts'

/** Something small to give, in plain words that name the thing. */
export interface GiveIdea extends Worth {
  readonly kind: FavorKind
  readonly text: string
}

/** What an idea is built on. */
export interface GiveFacts extends KnownToGive {
  readonly contact: Pick<Contact, 'name' | 'organization' | 'title' | 'notes' | 'tags'>
  readonly ledger: Pick<Ledger, 'debt' | 'given'>
  /** The channel of the last touch. */
  readonly channel: Channel | null
  /** Dates with a touch: whoever hardly knows a person vouches for nothing. */
  readonly dates: number
}

/** Of what is known of a contact, what lies in other records. */
export interface KnownToGive {
  readonly latestPost: PublishedPost | null
  readonly introduction: Introduction | null
  readonly openOffer: OpenOffer | null
}

export const NOTHING_TO_GIVE: KnownToGive = { latestPost: null, introduction: null, openOffer: null }

/** Something that the contact has published. */
export interface PublishedPost {
  readonly title: string | null
  readonly url: string | null
  readonly network: string
  /** Epoch milliseconds. */
  readonly at: number
}

/** Somebody of the workspace whom the contact may like to meet. */
export interface Introduction {
  readonly name: string
  readonly organization: string | null
  readonly title: string | null
  /** The tag that both have. */
  readonly tag: string
}

/** What we offered for something that they have done for us, and have not given yet. */
export interface OpenOffer {
  readonly offer: string
  readonly offerKind: FavorKind | null
}

type Idea = readonly [kind: FavorKind, text: string]

/** How many ideas are given where nobody says. */
const USUAL_IDEAS = 3
/** Chosen: an older post is no news any more. */
const POST_IS_NEWS_DAYS = 180
/** Chosen: dates of contact after which one may say in public what a person's work is like, and put one's name to it. */
const ENDORSED_FROM_DATES = 2
const RECOMMENDED_FROM_DATES = 5
/** Chosen: who owes this much does not answer it with a crumb. */
const CRUMB_WORTH = 1
const NAMED_TAGS = 2

const SPOKEN: readonly (Channel | null)[] = ['IN_PERSON', 'MEAL', 'EVENT', 'VIDEO_CALL', 'PHONE_CALL', 'GROUP_CALL', 'VOICE_MESSAGE']
const FACE_TO_FACE: readonly (Channel | null)[] = ['IN_PERSON', 'MEAL', 'EVENT']
const PUBLIC: readonly (Channel | null)[] = ['REPLY', 'MENTION', 'RESHARE', 'COMMENT', 'REACTION', 'FOLLOW']

/** Words with which a tag, or a line of the notes, tells of something that they need. */
const NEED = /^(?:hiring\b|(?:looking for|needs|need|seeks|seeking|wants)\b[\s:]+)(.*)$/i

/**
 * What to give at `now`, the most worth for the effort first, what is built on something known before what would do for anybody.
 * An offer that they have earned comes before all, then what they need. No two ideas are of one kind, and none is of the kind that
 * was given last.
 */
export function giveIdeas (facts: GiveFacts, now: number, most: number = USUAL_IDEAS): readonly GiveIdea[] {
  const lastKind = facts.ledger.given.at(-1)?.kind
  const kinds = new Set<string | undefined>([lastKind])
  const ordered = [
    ...promised(facts),
    ...needed(facts).map(weighed),
    ...best([...published(facts, now), ...personal(facts)], facts.ledger.debt),
    ...best(forAnybody(facts), facts.ledger.debt),
    ...inPublic(facts).map(weighed)
  ]
  return ordered.filter(({ kind }) => !kinds.has(kind) && kinds.add(kind)).slice(0, most)
}

function best (ideas: readonly Idea[], debt: number): readonly GiveIdea[] {
  const isCrumb = ({ worth }: Worth) => Number(debt > CRUMB_WORTH && worth <= CRUMB_WORTH)
  return ideas.map(weighed).sort((a, b) => isCrumb(a) - isCrumb(b) || b.worth / b.effort - a.worth / a.effort || a.effort - b.effort)
}

function weighed ([kind, text]: Idea): GiveIdea {
  return { kind, text, ...FAVOR_WORTH[kind] }
}

function promised ({ openOffer }: GiveFacts): readonly GiveIdea[] {
  return openOffer ? [weighed([openOffer.offerKind ?? 'OTHER', `You offered “${openOffer.offer}” in return: give it now`])] : []
}

function needed ({ contact }: GiveFacts): readonly Idea[] {
  const told = [...contact.tags, ...(contact.notes ?? '').split('\n')].map(line => NEED.exec(line.trim())).find(match => match !== null)
  if (!told) return []
  const [whole, what = ''] = told
  return /^hiring/i.test(whole)
    ? [['REFERRAL', `${contact.name} is hiring${what.trim() && ` (“${whole}”)`}: refer somebody who fits`]]
    : [['RESOURCE', `${contact.name} needs “${what.trim()}”: pass on what, or whom, you know`]]
}

function published ({ latestPost }: GiveFacts, now: number): readonly Idea[] {
  if (!latestPost || now - latestPost.at > POST_IS_NEWS_DAYS * DAY_MS) return []
  const { title, url, network } = latestPost
  const what = `${title ? `“${title}”` : `their latest post on ${network}`}${url ? ` (${url})` : ''}`
  return [
    ['RESHARE', `Reshare ${what}, with a line on why it is worth reading`],
    ['SUPPORTIVE_COMMENT', `Comment on ${what}: say what you took from it`]
  ]
}

function personal ({ contact, introduction, dates }: GiveFacts): readonly Idea[] {
  const { name, title, organization } = contact
  const tags = contact.tags.filter(tag => !NEED.test(tag))
  const work = title && `${title}${organization ? ` at ${organization}` : ''}`
  return [
    ...introduction ? [['INTRODUCTION', `Introduce ${name} to ${described(introduction)}: you know both under “${introduction.tag}”`] as const] : [],
    ...work && dates >= RECOMMENDED_FROM_DATES ? [['RECOMMENDATION', `Write what it is like to work with ${name} as ${work}, for others to read`] as const] : [],
    ...work && dates >= ENDORSED_FROM_DATES ? [['ENDORSEMENT', `Endorse ${name} as ${work} where others see it`] as const] : [],
    ...tags.length > 0 ? [['RESOURCE', `Pass on something good to do with ${tags.slice(0, NAMED_TAGS).map(tag => `“${tag}”`).join(' or ')}`] as const] : []
  ]
}

function forAnybody (facts: GiveFacts): readonly Idea[] {
  const { contact: { name }, channel } = facts
  const isSpoken = SPOKEN.includes(channel)
  return [
    ['RESOURCE', isSpoken
      ? `Tell ${name}, when you next speak, of something that helped you: a book, a tool, a place`
      : `Send ${name} something that helped you: an article, a tool, a talk`],
    ['FEEDBACK', isSpoken
      ? `Ask ${name} what they work on, and offer to look at it`
      : `Write to ${name} that you would gladly look at what they work on`],
    ...FACE_TO_FACE.includes(channel) ? [['HOSPITALITY', `Invite ${name} to a coffee or a meal`] as const] : [],
    ...PUBLIC.includes(channel) ? inPublic(facts) : []
  ]
}

/** Light, and fit for whoever does not know us: so that there are two such things whatever was given last. */
function inPublic ({ contact: { name, organization } }: GiveFacts): readonly Idea[] {
  return [
    ['MENTION', `Name ${name}${organization ? ` of ${organization}` : ''} where others ask about what they do`],
    ['SUPPORTIVE_COMMENT', `Look up what ${name} publishes, and say in a comment what you took from it`]
  ]
}

function described ({ name, title, organization }: Introduction): string {
  const role = [title, organization].filter(part => part !== null).join(', ')
  return role ? `${name} (${role})` : name
}
