import { lexicon } from '../phrase.ts'

const CLASSES = {
  ready: [
    'i|we will|would|can|could|may also|gladly|happily|even|certainly|of|definitely|totally? course? *?', 'i|we will|would|am|are also|more|so|very|only|really|quite|always? than|too? happy|glad|willing|delighted|pleased|ready|prepared|open|thrilled to', 'happy|glad|willing|delighted|pleased|gladly|happily to?',
    'i|we would *? love|like|be happy|glad|to to?', 'i|we promise|plan|intend|offer|want|vow|pledge to', 'i|we am|are going to', 'ill|id also|gladly|happily|be? happy? to? *?', 'let me|us', 'can|could|may|shall i|we', 'in return i|we *?', 'would you like|want|let me|us to?', 'if you let me|us'
  ],
  help: [
    'help you|your|somebody|others|anybody|with|in|out', 'review|read|proofread|edit|check|test|look|critique yours|your|one|at|something|any|a', 'introduce|connect|recommend|refer|nominate|endorse|mention|credit|cite|acknowledge|feature|name|list|promote|pay|compensate|reimburse|repay|reward|teach|coach|mentor|tutor|train you|your|yours',
    'share *? *? *? *? *? with you', 'share|spread|promote|publish|translate|retweet|repost|post|amplify|advertise|market your|yours|about', 'write|record|leave|give|post|put you|your|a|an review|testimonial|recommendation|mention|shout|credit|guest|post|blog|thank|up|about', 'write|draw|make|paint|knit|bake|cook|design|build|craft|sketch|create|compose|photoshop you|your|something|a|an|anything|whatever',
    'cover|pay for|your|the|all|half', 'buy|treat|get|send|bring|give|offer|make|lend|teach|show|mail|ship you|your', 'return|repay|reciprocate|trade|swap|exchange|barter|reward|match|double the|your|this|it|for|you|services|with|in|a|some|any|favors', 'do the|something|anything|a|one same|for|similar|in|favor|thing|you', 'pay|give|pass *? *? *? back|forward|on', 'pay it|this|you|that|everything', 'speak|present|talk|volunteer|contribute|judge at|to|for|in your', 'fix|debug|translate|mow|wash|clean|paint|walk|babysit|feed your|you|any|yours|the', 'be|act as? your|yours|there', 'take you|your|on|over', 'donate|volunteer|contribute to|for|in|some|my|a', 'make it up|worth', 'work|fill on|in|for your|you'
  ]
}

/** `OFFER` gives something in return; `NONE` looks like it, and only arranges what is asked for. */
export type OfferNote = 'OFFER' | 'NONE'

/** What the writer would do for the other. */
export const OFFERS = lexicon<OfferNote>([
  ...[
    'pay attention|for a|my|our|the|food|rent|bills|it|gas', 'i|we can|could not *? *?', '{ready} take your|on|over time|time|this|that', 'get paid *', 'get|gets|got|am|was|not|being|to|be paid|pay *', 'in turn that|this|it', 'look forward', 'forward to', '{ready} not *?', 'let me|us know', 'pay you|it not', 'i would love to take your|you', 'can|could|may i|we take|get|send|show you|your *? *?', '{ready} get|send|give|show|bring you *? *? details|information|draft|slides|link|links|copy|background|proof|address|verification|summary|agenda|more|pictures|photos|outline|materials|context|brief'
  ].map(pattern => [pattern, 'NONE'] as const),
  ...[
    '{ready} {help}', 'in return', 'in exchange', 'as a? thank|thanks|thankyou you?', 'to|by thank you i|we', 'returning? the favor', 'return|repay the|this|your|a favor|kindness|generosity', 'pay|pass|paying|paid it|this|them|that back|forward|on', 'repay|reimburse you', 'reciprocate', 'quid pro quo', 'trade|swap|barter for|with', 'will|would|can trade|swap|barter', 'for|in your *? trouble|troubles', 'make it worth your|up', 'worth your while', 'my treat', 'coffee|lunch|dinner|drinks|beer|breakfast|drink|beers|pizza is|are on me',
    'i|we *? *? offer|offering', 'what|how can|could|may i|we do|help|offer|support|give|return|repay for|you|in?', 'anything i|we can|could|may|might do|offer|give for|you|in', 'anything i|we can|could|may|might help|support', 'how|where i|we can|could|may|might help|support|return|be', 'i|we pay|cover you|your|for|a', 'same for you|yours', 'favor in return', 'i|we owe you *? *? coffee|lunch|dinner|beer|drink|favor|review|one', 'owe you one|big', 'your name in|on the', 'credit you|your', 'free copy|ticket|pass|seat|copies|tickets', 'we|i will|would|can|do pay', 'a|an? honorarium', 'all expenses', 'your expenses|travel|fee|rate', 'i|we *? *? *? help with yours', 'be there for you', 'somebody else *? *? *? forward', 'forward when|once|as|to'
  ].map(pattern => [pattern, 'OFFER'] as const)
], CLASSES)
