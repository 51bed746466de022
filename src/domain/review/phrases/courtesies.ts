import { lexicon } from '../phrase.ts'

/** Thanks, for what was or for what may come. */
export const THANKS = lexicon<true>([
  'thank', 'thanks', 'thanking', 'thankful', 'grateful', 'gratefully', 'gratitude', 'appreciate', 'appreciated', 'appreciative', 'appreciation', 'much obliged', 'many thanks', 'means|meant a lot'
].map(pattern => [pattern, true] as const))

/** Words that leave the other a way out, so that a no costs neither anything. */
export const EASY_NO = lexicon<true>([
  'if you can not', 'if you are not able', 'if you are unable', 'if you would rather not', 'if you prefer not', 'if you do not have time|the|capacity|any|room|want|feel|think|like', 'if not', 'if it|this|that does|is|will|would not *? *? *? fit|work|suit|for|possible|right|thing|interest',
  'if it|this|that is not', 'if it|this|that does not', 'if it|this|that will not', 'if it|this|that would not', 'if now is not', 'if now is a bad', 'if it|this|that is too much|soon|short', 'if you are too|not busy|free|available|interested|the', 'if you are busy|swamped|away|booked', 'if you have no time',
  'if you lack', 'no worries', 'no problem if|at|either', 'no pressure', 'no obligation', 'no hard feelings', 'no is fine|ok|okay|welcome|perfectly|completely|totally', 'a no is', 'a simple|plain|quick no', 'feel free to say|decline|ignore|pass|skip', 'free to say no', 'say no', 'saying no',
  'you can|may say|decline|pass|refuse', 'to decline', 'decline', 'it is *? fine|ok|okay|alright if|either', 'that is *? fine|ok|okay|alright', 'fine|ok|okay if you|not|it|this|that', 'i will|would *? understand', 'i *? understand if', 'totally|completely|fully|perfectly? understand if', 'understand if', 'do not worry if', 'do not feel obliged|obligated|bad|pressured',
  'either way', 'whatever you decide', 'only if you want|have|can|like', 'if you would like to pass', 'if somebody else', 'or somebody else', 'who else', 'point me to|toward|towards|at somebody|another', 'another person', 'unless you', 'never mind if', 'not a problem if', 'no big deal', 'no harm', 'without any obligation', 'all good if'
].map(pattern => [pattern, true] as const))

/** Why it is asked, and why of this person. */
export const REASON = lexicon<true>([
  'because', 'since i|we|you|my|our|it|this|the|they|he|she', 'so that', 'so i|we|they|he|she can|could|may|might|will|would|know', 'due to', 'the reason', 'in order to', 'that is why', 'this is why', 'which is why', 'as i|we|you am|are|have|will|know|was|were|did|do', 'given that|your|my|our|how',
  'owing to', 'thanks to your', 'for the|my|our|an? upcoming|first|new|next', 'it would|will|could help|let|allow|save', 'that would|will|could help|let|allow|save', 'to make sure', 'to help me|us|my|our', 'i|we am|are currently|now|still *', 'the aim|goal|purpose is', 'i ask you|this because',
  'i am|was preparing|writing|planning|building|applying|organizing|organising|finishing|starting|launching|working|studying|learning|moving|looking|trying|running|hiring|giving|researching|considering|struggling|unemployed|broke|speaking|presenting|stuck|getting|going|changing|teaching',
  'we are|were preparing|writing|planning|building|applying|organizing|organising|finishing|starting|launching|working|studying|learning|moving|looking|trying|running|hiring|giving|researching|considering|struggling|stuck|getting|going|changing|teaching',
  'i have been|had *', 'we have been *', 'i|we just? lost|got|started|moved|finished|found|ran|spent', 'i will be speaking|presenting|giving|moving|starting', 'my|our *? paycheck|rent|landlord|boss|job|deadline|thesis|talk|interview|launch|proposal|paper|chapter|team is|was|has|will|are|needs', 'you know|have more|the|this|how|a|been|done|worked|written|built|given|led|run',
  'your|his|her|their experience|work|talk|book|post|article|paper|expertise|feedback|view|background|time|advice|eye|perspective on|with|about|in|at|as|is|was|has|helped|changed|showed|made|would|will', 'you are one of|the'
].map(pattern => [pattern, true] as const))
