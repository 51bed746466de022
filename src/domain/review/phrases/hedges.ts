import { lexicon } from '../phrase.ts'

/** Something that makes a request smaller than it is. */
export interface Hedge {
  /** What to write in its place, which may be nothing; null where the sentence has to be written anew. */
  readonly instead: string | null
  /** Whether it hedges wherever it stands; the others do so only in a sentence that asks, for “kind of cold” is no hedge. */
  readonly anywhere: boolean
}

const GONE_ANYWHERE = ['maybe', 'perhaps', 'possibly', 'maybe perhaps', 'if at all possible', 'if possible', 'if that|it is at all possible', 'if that|it is possible', 'i guess', 'i suppose', 'by any chance', 'if you think it makes sense']
const GONE_IN_REQUESTS = ['potentially', 'somehow', 'kind|sort of', 'kinda', 'sorta', 'a tiny|little? bit', 'i mean', 'in any way', 'or something', 'or something like that', 'or whatever', 'or so', 'hopefully', 'more or less', 'just quickly']

const IN_OTHER_WORDS: readonly (readonly [pattern: string, instead: string | null])[] = [
  ['just a quick', 'a'],
  ['you might maybe|possibly|perhaps? be able|willing to', 'you could'],
  ['you might maybe|possibly|perhaps?', 'you could'],
  ['you maybe|possibly|perhaps might', 'you could'],
  ['i just want|wanted to', 'I want to'],
  ['i just thought', null],
  ['i thought i would', null],
  ['i feel like', null],
  ['i am not sure if|whether', null],
  ['not sure if|whether', null],
  ['i do not know if|whether', null],
  ['just checking', null],
  ['just reaching out', null],
  ['just seeing if', null],
  ['just curious if|whether', null],
  ['would it maybe|perhaps|possibly', 'would it']
]

/** All hedges. */
export const HEDGES = lexicon<Hedge>([
  ...GONE_ANYWHERE.map(pattern => [pattern, { instead: '', anywhere: true }] as const),
  ...GONE_IN_REQUESTS.map(pattern => [pattern, { instead: '', anywhere: false }] as const),
  ...IN_OTHER_WORDS.map(([pattern, instead]) => [pattern, { instead, anywhere: true }] as const),
  ['just a', { instead: 'a', anywhere: false }],
  ['just some', { instead: 'some', anywhere: false }]
])
