import { lexicon } from '../phrase.ts'

const GUSHING = 'amazing|incredible|awesome|brilliant|fantastic|wonderful|outstanding|phenomenal|extraordinary|legendary|stunning|unbelievable|exceptional|inspiring|inspirational|magnificent|marvelous|impressive|superb|genius'
const DEGREE = 'such|so|truly|really|absolutely|simply|just|always'

/** Praise that could be sent to anybody. What names a thing and what it did (“your talk changed how we test”) is a reason, and is not here. */
export const FLATTERY = lexicon<true>([
  'i? am? a|your|the? huge|big|massive|enormous|great|longtime|biggest|avid fan of your|you|yours', 'a|your huge|big|massive|enormous|longtime|biggest|avid fan and|here|since|i|but|who', 'huge|massive|biggest fan', 'a fan of everything', `your truly|really|absolutely|simply? ${GUSHING} *`, `you are ${DEGREE}? a|an? ${GUSHING}`,
  `you are ${DEGREE}? ${GUSHING}`, `you are ${DEGREE}? the most ${GUSHING}`, 'you are the best|greatest|smartest|only|man|expert|one', `you are ${DEGREE}? a|an? genius|legend|hero|star|inspiration|angel|saint|guru|icon|lifesaver|rockstar|visionary`, 'you are my hero|idol|inspiration|savior',
  'you guys|all? rock', 'you guys are *? amazing|awesome|incredible|great', `somebody as ${GUSHING}|talented|smart|accomplished|successful|experienced|important as you`, 'a genius like you', 'somebody of your caliber|stature', 'a|an? expert like you', 'a|an? legend like you', 'people like you',
  'i really|truly|so|deeply|greatly|absolutely? admire you|your|everything|all', 'i have always admired|looked', 'i have long admired', 'i idolize', 'i worship', 'in awe of', 'blown away by', 'i really|absolutely|just? love everything', 'i really|absolutely|just love all? your|what',
  'nobody|no else|one *? better than you', 'nobody else|better', 'only you can|could', 'if somebody|anybody can do|help it? it|me is? you', 'your great|deep|vast|immense|unparalleled|unmatched wisdom|expertise|knowledge|insight|genius|talent|brilliance',
  'your? generous heart', 'big|huge|giant hearts', 'look|looked up to you', 'rock star', 'rockstar', 'thought leader', 'the legendary|great|one and only', 'beloved|esteemed|highly? respected *'
].map(pattern => [pattern, true] as const))
