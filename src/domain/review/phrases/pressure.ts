import { lexicon } from '../phrase.ts'

/** Where a phrase presses: `ANYWHERE`, only in a sentence that `ASKS` (“I'll answer right away” presses nobody), or nowhere. */
export type Pressing = 'ANYWHERE' | 'ASKS' | 'NOWHERE'

/** What turns a request into a demand, by haste, by command, or by guilt. */
export const PRESSURE = lexicon<Pressing>([
  ...['immediately', 'right away', 'straight away', 'without delay', 'at the latest', 'by tonight', 'by today', 'in the next hour', 'within the hour'].map(pattern => [pattern, 'ASKS'] as const),
  ...['asap', 'a s a p', 'as soon as possible', 'as soon as you can', 'as fast|quickly|quick as possible', 'as quickly as you can', 'urgent', 'urgently', 'urgency',
    'right now please', 'without fail', 'by end of day', 'by the end of the? day', 'by the end of today', 'by eod', 'by cob', 'by close of business', 'before the day is over|out',
    'need it|this|them|that|these by? now|today|tonight|immediately|fast|tomorrow', 'you must', 'you have|need to help|send|answer|reply|respond|read|review|come|do|introduce|meet|call|give|see|make|get|tell|decide|sign|share', 'you have got to', 'you had better', 'you ought to',
    'i expect you|a|an|your|to', 'i demand', 'i insist', 'i need a|an? answer|reply|response|decision', 'waiting|await for? your reply|answer|response', 'as i already asked|said|told', 'i have asked already|twice|before', 'i have already asked|sent|told you', 'i have already written to',
    'why have not you', 'why did not you', 'why have you not', 'you owe me', 'after all i have done', 'after everything i', 'do not let me down', 'do not disappoint', 'i am counting on you', 'i count on you', 'final reminder|notice|warning', 'last chance|warning|reminder', 'third reminder', 'second reminder',
    'it is the least you', 'the least you can|could do', 'only takes you|a five|two|2|5', 'it will only take you|a', 'it only takes', 'should only take', 'no excuses', 'you promised', 'you said you would', 'everything depends on', 'my career|future|job|life depends', 'you are my last|only', 'time is running out', 'drop everything', 'do it now', 'reply now|today|immediately', 'answer now|today|immediately'
  ].map(pattern => [pattern, 'ANYWHERE'] as const),
  ...['not urgent', 'nothing urgent', 'not a|an? urgent', 'not super|that|very|really|terribly urgent', 'no urgency', 'not immediately', 'no need to', 'you must be|have', 'you have to offer|share|say|be|admit|love|know', 'you need to know|do', 'without any urgency', 'less urgent', 'not expect you|a|an|your|to', 'do not need it|this|them|that now|today|tonight|immediately'
  ].map(pattern => [pattern, 'NOWHERE'] as const)
])
