import { lexicon } from '../phrase.ts'

/**
 * How a phrase asks: `DIRECT` in plain words, `INDIRECT` around a corner, `HINT` where it asks only if nothing else does, such as
 * “let me know” or a plea for any help; `NONE` looks like a request and is none.
 */
export type Manner = 'DIRECT' | 'INDIRECT' | 'HINT' | 'NONE'

/** The phrase that asks, up to the verb of what is asked where it is one that “Could you” can replace. */
export interface RequestNote {
  readonly manner: Manner
  readonly leadsToVerb: boolean
}

const CLASSES = {
  able: ['be able|willing|open|happy|free|available|up|keen to', 'be so|very kind as|and? to?', 'be kind enough to', 'consider', 'manage to', 'find it in your heart to'],
  time: ['have|find|spare|take|make *? *? *? minutes|minute|time|moment|chance|second|hour|hours|seconds|opportunity to'],
  soft: ['maybe|perhaps|possibly|just|please|kindly|also|ever|potentially|at'],
  nice: ['great|nice|wonderful|lovely|helpful|good|amazing|awesome|fantastic|cool|perfect|ideal|incredible|fabulous|super|best|appreciated|useful|brilliant|excellent|sweet'],
  you: ['you', 'somebody|anybody', 'somebody|anybody out? there?', 'you guys|all', 'one of you'],
  doing: ['{you} could|can|would|might|may|will {soft}? {soft}? {able}? {time}?', '{you} are {soft}? able|willing|open|happy|free|available|up|keen|interested to|for|in']
}

/** Up to the verb of what is asked: “I was wondering if you might have time to …”. */
const INDIRECT_TO_VERB = [
  'i? am|was|have|had just|also|really|only|kind|sort? of? been? just|also|kind|sort? of? wondering|hoping|curious|thinking if|whether|that|maybe? {doing}',
  'just? wondering|hoping|curious if|whether|that? {doing}', 'i just? wonder|wondered|hope|hoped|thought|figured if|whether|that|maybe|perhaps? {doing}',
  'it would|will|might really|also? be so|really|very|super? {nice} if {doing}', 'it would mean *? *? *? if {doing}', 'i|we would really|also? be so|very|really|most|forever|eternally|extremely? grateful|thankful|happy|thrilled|delighted|glad|appreciative|honored|obliged if {doing}',
  'i|we would really|very|greatly|much|so|deeply? much? appreciate|love|like it if {doing}', 'would|will it be at? all? {soft}? possible|okay|ok|alright|feasible|fine|acceptable for you to', 'is it at? all? {soft}? possible|okay|feasible for you to',
  'would|will it be {soft}? possible|okay|ok|alright|feasible|too if {doing}', 'is|was there any|a|some? chance|way|possibility that? {doing}', 'is there any|a? chance|way for you to', 'any chance|way|possibility that? {doing}', 'do you think|suppose|reckon that? {doing}',
  'see|know|ask if|whether {doing}', 'i do not suppose that? {doing}', 'maybe|perhaps|possibly {doing}', 'i think|thought maybe|perhaps? {doing}'
]

const INDIRECT = [
  'i? am|was|have just|also|kind|sort? of? been? just|kind|sort? of? wondering|hoping|curious if|whether|about|for|to|that', 'just? wondering if|whether|about', 'i just? wonder|wondered if|whether', 'is there any|a? chance|way|possibility of|that|for|to|i|we', 'any chance|way|possibility of|that|for|you|i|we',
  'would it be *? possible|okay|ok|alright|feasible|too|fine', 'is it *? possible to|for|that', 'it would|will|might be so|really|very|super? {nice} to have|get|hear|talk|meet|see|receive', 'it would|will|might be so|really|very|super? {nice} if', 'that would be so|really|very|super? {nice}', 'i would not mind *', 'i|we would *? appreciate|love it if',
  'do you think it would|might be', 'if it would be possible', 'in case you feel like|inclined'
]

const VERBS_OF_MEETING = 'ask|have|get|borrow|use|interview|quote|pick|talk|speak|meet|chat|call|schedule|set|show|join|come|visit|steal|grab|book|add|list|mention|count|request|connect|hop|see|work|discuss|arrange|find|trouble|bother|email|record|sit'

const DIRECT = [
  'could|can|would|will you guys|all|please|kindly|also|maybe|perhaps|possibly? *?', 'could|can|would|will somebody|anybody', `can|could|may|might|shall i|we please|just|maybe|perhaps|possibly|also? ${VERBS_OF_MEETING}`, 'would|do you mind', 'are|is you|anybody|somebody|there able|willing|free|available|open|up|interested|anybody|somebody', 'anybody|somebody *? *? able|willing|want|care|up|feel|feeling|wanna|kind|generous|nice',
  'do|does anybody|somebody', 'can|could|might anybody|somebody', 'do you have any|a|some|an|few|time|capacity|bandwidth|room|15|20|30|ten|fifteen|twenty|thirty|half|five', 'do you know *? *? anybody|somebody|who|of|people', 'have you got', 'what|how|where|which|who *? would|do you think|suggest|recommend|advise|say|prefer|handle|approach|see|change|cut',
  'who|what|where|how|which|when should|could|would|can|do i|we', 'what is|are your advice|opinion|thoughts|take|view|recommendation|feedback', 'how|what about', 'would you like to|a', 'want|wanna to? join|meet|talk|speak|help|collaborate|come|grab',
  'i|we just? would *? like|love|want|prefer you|your|to ask|invite|request|borrow|hear|meet|talk|interview', 'i|we would *? love|like for? you to', 'would *? love|like for you to', 'i|we want|wanted to? {soft}? you|ask|invite|request|borrow|interview to|you|if|for|your', 'i am|write asking|writing you? to? ask|request|invite', 'i am asking|requesting|seeking', 'i ask you|for|that', 'i request', 'i kindly ask|request',
  'i|we really|just|do|would|also|urgently|badly|desperately? need your|you|some|somebody|a|an|this|it|that|these|those|the|help|advice|feedback|two|2|one|1|15|20|30', 'my|our|the one|only|single|main? ask|request|question|favor is', 'in *? need of', 'i|we could *? use', 'i would *? be *? grateful for', 'i would *? appreciate|love *? *? help|feedback|advice|thoughts|review|introduction|intro|pizza|food|opinion', 'i|we invite you', 'you are *? invited', 'requesting|seeking *', 'help me *', 'help us *'
]

const HINT = [
  'let me|us know', 'any news|update|updates|word|luck', 'feedback|comments|thoughts|advice|suggestions is|are? welcome|appreciated', 'any *? help|advice|feedback|thoughts|tips|ideas|suggestions|pointers|assistance|input|recommendations', 'would|will be *? *? appreciated|welcome|great|awesome|amazing|nice', 'much|greatly|really|deeply|very appreciated', 'i|we have|got a|one|an|two quick|small|big|tiny|little|huge? question|favor|request|ask|questions|favors', 'a quick|small|big|tiny|little|huge? favor|ask', 'quick|small|tiny favor|question|ask', 'i|we would|really|do|will? *? appreciate', 'if you could|can|would|might *',
  'if anybody|somebody could|can|would|might|wants|is|feels|has|cares|will', 'hoping|hope somebody|anybody|for|to', 'i|we am|are *? looking for|to', 'looking for a|an|some|somebody|anybody|to', 'would love|like a|an|some|to|your', 'craving *', 'would be {nice}', 'would *? help', 'i would like|love *', 'help *? out', 'would|does|do|will *? *? *? work|suit|fit for|you|your|with', 'when would|could|can|are you', 'shall|should we', 'i would|will be|love interested|happy|eager|keen to|in|your'
]

const NONE = [
  'i? hope you are|have|had|enjoyed|like|liked|enjoy *', 'let me|us know if you|there have|need|are|is *? *? questions|question|anything|more|details|information|concerns|help', 'let me know if|how|what i|we can|could|may|might', 'could|would|can|will you believe|imagine|guess', 'would you like me|us|some|help', 'how are|is|was|were|did|have|has|do|does *? *?', 'looking forward *?', 'i am looking forward', 'do you remember *',
  'what can|could|may i|we do for', 'how can|could|may i|we help|support|return|repay', 'can|could|may i|we help|buy|treat|offer|return|repay|give', 'if you could|can|would not', 'i could use that|this|it', 'should you *', 'do i|we *', 'who would you', 'how about you|yourself', 'what about you|yourself', 'hope|hoping to hear|see|meet', 'why would|do|did you', 'what are|have you up|been'
]

/** All phrases that ask, and what looks like them. */
export const REQUESTS = lexicon<RequestNote>([
  ...NONE.map(pattern => [pattern, { manner: 'NONE', leadsToVerb: false }] as const),
  ...INDIRECT_TO_VERB.map(pattern => [pattern, { manner: 'INDIRECT', leadsToVerb: true }] as const),
  ...INDIRECT.map(pattern => [pattern, { manner: 'INDIRECT', leadsToVerb: false }] as const),
  ...DIRECT.map(pattern => [pattern, { manner: 'DIRECT', leadsToVerb: false }] as const),
  ...HINT.map(pattern => [pattern, { manner: 'HINT', leadsToVerb: false }] as const)
], CLASSES)

/** Verbs that ask where they begin a sentence: “Send me the slides”. */
export const ASKING_VERBS: ReadonlySet<string> = new Set((
  'send review read look check share introduce recommend help tell give forward connect join speak write refer vouch endorse sign donate call meet come take bring show teach explain ' +
  'lend buy pay vote fill complete answer reply respond confirm book schedule pick choose suggest name list point mention post publish promote retweet repost comment proofread test try fix ' +
  'install run ask invite add include remove change consider advise approve submit order ping email text message hire put make drop spread support sponsor get find follow subscribe nominate translate draft prepare attend host judge mentor coach sit describe record sketch'
).split(' '))

/** After one of these a sentence-opening verb is a noun or a courtesy: “Help would be welcome”, “Look forward”, “Take care”. */
export const NO_OBJECTS: ReadonlySet<string> = new Set([
  'would', 'will', 'is', 'was', 'are', 'of', 'has', 'had', 'can', 'could', 'from', 'and', 'needed', 'wanted', 'appreciated', 'forward', 'care', 'luck', 'or', 'wise', 'sure', 'received', 'prices', 'may', 'might', 'should', 'request', 'works'
])
