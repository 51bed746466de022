import { FEED_NETWORK } from '../../domain/feeds/feed.ts'
import { DAY_MS } from '../../domain/quality/totals/decay.ts'
import type { PostKind } from '../../domain/quality/substance.ts'
import type { Kind, MadeUpFeed, MadeUpPost, MadeUpWord } from '../made-up.ts'
import type { Acquainted } from './asks.ts'
import { awakeTime, rhythm } from './calendar.ts'
import { filled } from './phrases.ts'
import type { Random } from './random.ts'
import { ESSAY, RANTS, REMARKS } from './writing.ts'

type Post = Omit<MadeUpPost, 'contact'>
type Feed = Omit<MadeUpFeed, 'contact'>
type Word = Omit<MadeUpWord, 'contact'>

/** How somebody publishes. */
interface Voice {
  readonly network: string
  /** Null where nobody tells, as in feeds. */
  readonly followers: number | null
  readonly fromDaysAgo: number
  readonly untilDaysAgo: number
  readonly everyDays: number
  /** Sentences of an essay; 0 for remarks. */
  readonly sentences: number
  readonly repliesShare: number
  readonly sharesShare: number
  readonly rantsShare: number
}

const BLOGGER: Voice = { network: 'blog', followers: 2400, fromDaysAgo: 350, untilDaysAgo: 6, everyDays: 16, sentences: 12, repliesShare: 0.35, sharesShare: 0, rantsShare: 0 }
const RANTER: Voice = { network: 'social', followers: 200_000, fromDaysAgo: 300, untilDaysAgo: 1, everyDays: 5, sentences: 0, repliesShare: 0.2, sharesShare: 0.3, rantsShare: 0.3 }
const CHATTER: Voice = { ...RANTER, followers: 900, rantsShare: 0, sharesShare: 0.5, everyDays: 12 }
const EDITOR: Voice = { ...BLOGGER, network: 'newsletter', followers: 12_000, everyDays: 14, sentences: 16, repliesShare: 0.2 }
/** Fine writing that stopped ten months ago. */
const FALLEN_SILENT: Voice = { ...EDITOR, fromDaysAgo: 360, untilDaysAgo: 300, everyDays: 7, repliesShare: 0 }
const BEGINNER: Voice = { ...BLOGGER, network: FEED_NETWORK, followers: null, fromDaysAgo: 60, untilDaysAgo: 20, everyDays: 18, repliesShare: 0 }

/** Every so many posts of an editor a member has read closely, and judged. */
const RATED_EVERY = 7
const WORD = { kind: 'loud', place: 4, daysAgo: 30, score: 70, reason: 'Short in public, and the best reader of drafts that we know.' }
const LAST_READINGS = ['CHANGED', 'FAILED', 'GONE'] as const

const VOICES: Partial<Record<Kind, (place: number) => Voice | null>> = {
  mentor: () => BLOGGER,
  loud: place => place < 3 ? RANTER : CHATTER,
  newsletter: place => place === 3 ? FALLEN_SILENT : EDITOR,
  dormant: place => place % 4 === 0 ? { ...BLOGGER, followers: 5200 } : null,
  lost: place => place % 3 === 1 ? BLOGGER : null,
  colleague: place => place % 4 === 2 ? CHATTER : null,
  client: place => place % 6 === 1 ? BLOGGER : null,
  occasional: place => place % 4 === 0 ? BEGINNER : null
}

/** What somebody published in the last year, in time order. */
export function postsOf (who: Acquainted): Post[] {
  const { random, now, person, place, index } = who
  const voice = VOICES[person.kind]?.(place) ?? null
  if (voice === null) return []
  return rhythm(random, now, voice).map((at, number) => {
    const topic = random.pick(person.topics)
    const kind = kindOf(random, voice)
    const id = `${index}-${number}`
    return {
      network: voice.network,
      externalId: id,
      url: `https://${voice.network}.example/${id}`,
      kind,
      publishedAt: awakeTime(random, at) > now ? at : awakeTime(random, at),
      title: kind === 'POST' && voice.sentences > 0 ? filled(random.pick(['On {topic}', 'What {topic} taught us', '{Topic}, one year on']), topic) : null,
      text: kind === 'SHARE' ? null : textOf(random, voice, kind, topic),
      likes: random.whole(0, Math.ceil((voice.followers ?? 0) / 300)),
      replies: random.whole(0, voice.sentences > 0 ? 14 : 5),
      shares: random.whole(0, 9),
      followers: voice.followers === null ? null : voice.followers + 3 * number,
      rating: voice === EDITOR && number % RATED_EVERY === 0 ? random.whole(3, 5) : null
    }
  })
}

/** The feed that brings somebody's posts. */
export function feedsOf ({ person, place, index }: Acquainted, posts: readonly Post[]): Feed[] {
  if (!posts.some(({ network }) => network === FEED_NETWORK)) return []
  const last = LAST_READINGS[place / 4 % LAST_READINGS.length]!
  return [{ url: `https://notes-${index}.example/feed.xml`, title: `Notes by ${person.name}`, last }]
}

/** What a member says of somebody against what their posts make of them. */
export function wordsOn ({ now, person, place }: Acquainted): Word[] {
  const { kind, daysAgo, score, reason } = WORD
  return person.kind === kind && place === WORD.place ? [{ score, reason, at: now - daysAgo * DAY_MS }] : []
}

function kindOf (random: Random, { repliesShare, sharesShare }: Voice): PostKind {
  if (random.chance(repliesShare)) return 'REPLY'
  return random.chance(sharesShare) ? 'SHARE' : 'POST'
}

function textOf (random: Random, { sentences, rantsShare }: Voice, kind: PostKind, topic: string): string {
  if (random.chance(rantsShare)) return filled(random.pick(RANTS), topic)
  if (sentences === 0 || kind === 'REPLY') return filled(random.pick(REMARKS), topic)
  return random.shuffled(ESSAY).slice(0, sentences).map(sentence => filled(sentence, topic)).join(' ')
}
