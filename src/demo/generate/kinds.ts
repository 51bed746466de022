import type { Kind } from '../made-up.ts'
import type { Episode, Scene } from './episodes.ts'
import { dormantStory, friendStory, lostStory, mentorStory } from './stories/close-stories.ts'
import { acquaintanceStory, loudStory, newsletterStory, silentStory } from './stories/distant-stories.ts'
import { chasedStory, owingStory, unansweredStory } from './stories/uneven-stories.ts'
import { clientStory, colleagueStory, newcomerStory, occasionalStory } from './stories/working-stories.ts'

/** What people of one kind have in common. */
export interface KindOfTie {
  readonly count: number
  readonly story: (scene: Scene) => Episode[]
  readonly tags: readonly string[]
  /** Wanted days between touches for the one at this place among them; null where none are set. */
  readonly cadenceDays: (place: number) => number | null
  readonly isPaused: (place: number) => boolean
  /** `{topic}` stands for something they care about. */
  readonly notes: readonly string[]
}

const never = () => false
const none = () => null

/** Everybody: 200 people. */
export const TIES: Readonly<Record<Kind, KindOfTie>> = {
  colleague: { count: 14, story: colleagueStory, tags: ['colleague'], cadenceDays: place => place % 2 === 0 ? 14 : null, isPaused: never, notes: ['Knows everybody on {topic}.', 'Prefers a call to a long thread.', 'Away on Fridays.'] },
  client: { count: 22, story: clientStory, tags: ['client'], cadenceDays: place => place % 3 === 0 ? 30 : null, isPaused: place => place === 5, notes: ['Decides on {topic}, but asks the board first.', 'Likes numbers up front.', 'Renewal comes up in spring.'] },
  mentor: { count: 8, story: mentorStory, tags: ['mentor'], cadenceDays: () => 90, isPaused: never, notes: ['Bring one question, not five.', 'Told us to start smaller with {topic}; was right.', 'Drinks tea, never coffee, whatever the invitation says.'] },
  friend: { count: 12, story: friendStory, tags: ['friend'], cadenceDays: place => place % 2 === 0 ? 30 : null, isPaused: place => place === 3, notes: ['Two children, a dog, no landline.', 'Plays in a brass band on Thursdays.', 'Would be good for {topic} if they ever change jobs.'] },
  acquaintance: { count: 32, story: acquaintanceStory, tags: ['conference'], cadenceDays: place => place % 5 === 0 ? 180 : null, isPaused: never, notes: ['Spoke about {topic}; slides are good.', 'We stood in the same queue for lunch.', 'Knows the organizers.'] },
  occasional: { count: 20, story: occasionalStory, tags: [], cadenceDays: place => place % 4 === 0 ? 60 : null, isPaused: never, notes: ['Met through {topic}.', 'Answers fast, writes seldom.'] },
  newcomer: { count: 8, story: newcomerStory, tags: ['new'], cadenceDays: none, isPaused: never, notes: ['Found us through {topic}.'] },
  dormant: { count: 16, story: dormantStory, tags: ['revive'], cadenceDays: place => place % 4 === 0 ? 30 : null, isPaused: place => place % 4 === 1, notes: ['We worked on {topic} together; it ended well.', 'Changed jobs, and so did the address.', 'Worth a lunch.'] },
  lost: { count: 6, story: lostStory, tags: ['revive'], cadenceDays: none, isPaused: never, notes: ['The best partner we ever had for {topic}. Life happened.', 'We said that we would call.'] },
  unanswered: { count: 10, story: unansweredStory, tags: ['answer'], cadenceDays: none, isPaused: never, notes: ['Keeps asking about {topic}. We owe an answer.'] },
  chased: { count: 10, story: chasedStory, tags: ['prospect'], cadenceDays: place => place === 0 ? 30 : null, isPaused: never, notes: ['Would be perfect for {topic}. Does not answer.', 'Try the phone instead.'] },
  owing: { count: 10, story: owingStory, tags: ['thank'], cadenceDays: none, isPaused: never, notes: ['Helped us with {topic}. We have not given anything back.'] },
  loud: { count: 12, story: loudStory, tags: ['community'], cadenceDays: none, isPaused: never, notes: ['Comments on everything about {topic}.', 'Never met.'] },
  newsletter: { count: 8, story: newsletterStory, tags: ['newsletter'], cadenceDays: none, isPaused: never, notes: ['Good source on {topic}.'] },
  silent: { count: 12, story: silentStory, tags: ['address book'], cadenceDays: place => place % 3 === 0 ? 60 : null, isPaused: place => place === 1, notes: ['Business card from a train.', 'Somebody recommended them for {topic}.'] }
}
