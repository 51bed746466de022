import { lexicon } from '../phrase.ts'

/** `STRONG` apologizes by itself; `MILD` is a courtesy that reads as an apology once there are several. */
export type Apology = 'STRONG' | 'MILD'

/** What excuses the asking itself. */
export const APOLOGIES = lexicon<Apology>([
  ...['i? am? so|very|really|truly? sorry to bother|disturb|trouble|bug|bombard|ask|impose|intrude|reach|email|write|message|be',
    'i? am? so|very|really|truly? sorry for|about the|this|my|any|all? *? bother|trouble|inconvenience|intrusion|email|message|request|bothering|asking|disturbing',
    'i? am? so|very|really|truly? sorry for|about bothering|asking|disturbing|troubling|reaching|writing|this|the', 'i? am? so? sorry but', 'sorry if this',
    'i hate|hated to ask|bother|impose', 'i really? hate asking', 'i apologize', 'my? apologies for|if|in', 'apologies', 'please? excuse|forgive me|my|the|this', 'pardon me|my|the',
    'i do not want|mean|like to bother|impose|intrude|trouble|disturb|bug', 'do not want|mean to bother|impose|intrude|trouble|disturb|bug', 'do not want|mean|like to be a|any bother|nuisance|burden|pain|trouble',
    'i hope i am not bothering|disturbing|imposing|intruding|being|overstepping', 'hope i am not bothering|disturbing|imposing|intruding|being|overstepping',
    'hope this|it is not too much to? ask?', 'hope that is not too much', 'i feel really|so|very|kind|a? of|bit|little? bad|terrible|awful|guilty|ashamed|embarrassed|awkward|weird for|about|to? asking|ask|bothering|posting|requesting|this|imposing|writing', 'i am embarrassed|ashamed',
    'it is embarrassing', 'this is embarrassing|awkward', 'if it is not too much trouble|bother|to|of', 'if that is not too much trouble|to', 'if it would not be too much trouble', 'i know this is a lot|big|huge|long', 'i know it is a lot|long|big',
    'i know i am|have asking|asked a? lot|too', 'without wanting to impose', 'i should not ask|be', 'you probably do not', 'i realize this is a lot|big'
  ].map(pattern => [pattern, 'STRONG'] as const),
  ...['just wondering', 'i was just wondering', 'no worries at? all? if? not|you|it|this|that? can? not?', 'no worries', 'whenever you get|have a|the? chance|time|moment|minute', 'when you get|have a spare? chance|moment|minute', 'whenever|whatever is|works convenient|easiest', 'whenever is|it is convenient',
    'at your earliest? convenience', 'i? hope this|the? email|message|note|letter? finds|find you well|good|great|okay|and?', 'i? hope you are|have doing|been|had|keeping? well|good|great|fine', 'i know you are *? *? busy', 'i know how busy you', 'you must be *? busy',
    'i am sure you are *? busy', 'i understand|realize you are *? busy', 'i know your time is', 'your busy schedule', 'no rush', 'i know it is a long shot', 'it is a long shot', 'this is a long shot', 'out of the blue', 'you do not know|have me|to', 'i will not take|keep much|you|up', 'only if you want|have|can'
  ].map(pattern => [pattern, 'MILD'] as const)
])
