import { AFTER, BEFORE_VERBS, BETWEEN, EPITHETS, insultKind, NEGATIONS, NOBODY, OWN_WORDS, PEOPLE, SAYING, type InsultKind } from './lexicon.ts'
import { ownSentences, type Token } from './sentences.ts'

type Sentence = readonly Token[]

/** What is said of a person: of what kind it is, and the place of the word after it. */
interface Called {
  readonly kind: InsultKind
  readonly isPlural: boolean
  readonly hasArticle: boolean
  readonly end: number
}

/** The most words that are looked at between a person and what the person is called, and before it for who says so. */
const REACH = 8
const MEMORY = 5
/** Words that nobody expects between an article and an insult ("a greedy corporate liar"). */
const MOST_UNKNOWN = 2
const IS = new Set(['are', 'is', 'was', 'were'])
const SEEMS = new Set(['sound', 'sounds', 'look', 'looks', 'act', 'acts'])
const ARTICLES = new Set(['a', 'an', 'the', 'another'])
/** Who else is meant by "you", or how surely. */
const AFTER_YOU = new Set(['sir', 'all', 'both', 'lot', 'two', 'really', 'clearly', 'honestly'])
const CALLS = new Set(['hey', 'oi', 'listen'])
const CURSES = new Set(['fuck', 'screw', 'damn'])
/** Commands that hurt. */
const COMMANDS = ['shut up', 'shut the fuck up', 'shut the hell up', 'fuck off', 'piss off', 'go to hell', 'go fuck yourself', 'fuck yourself', 'drop dead', 'go die', 'eat shit', 'kill yourself', 'kys', 'stfu', 'hope you die', 'i hope you die']
  .map(command => command.split(' '))

/**
 * Whether an English text insults somebody: a person who is spoken to, mentioned or named, or a group of people, is called
 * something that hurts, or told to go to hell. Disagreement is none, nor strong words about things, nor what is denied, quoted
 * or said of the writer. In time that grows with the length of the text alone.
 */
export function insultsSomebody (text: string): boolean {
  const sentences = ownSentences(text)
  const isReply = sentences[0]?.[0]?.word === '@'
  return sentences.some(sentence => sentence.some((token, at) =>
    isCommand(sentence, at) || ((isCurse(sentence, at) || isCalled(sentence, at, token, isReply)) && !isSaidByOthers(sentence, at))))
}

function isCommand (sentence: Sentence, at: number): boolean {
  const before = word(sentence, at - 1)
  const begins = sentence[at]?.begins || ['@', 'just', 'please'].includes(before) || (['can', 'should'].includes(before) && word(sentence, at - 2) === 'you')
  return begins === true && COMMANDS.some(command => command.every((each, place) => word(sentence, at + place) === each) &&
    // "Shut up and take my money", "drop dead gorgeous".
    word(sentence, at + command.length) !== 'and' && ends(sentence, at + command.length))
}

function isCurse (sentence: Sentence, at: number): boolean {
  const whom = word(sentence, at + 1)
  if (!CURSES.has(word(sentence, at)) || sentence[at + 1]?.begins) return false
  if (['these', 'those', 'all'].includes(whom)) return PEOPLE.has(word(sentence, at + 2))
  // "Damn you all look great" is praise.
  const isWhole = word(sentence, at) === 'damn' ? isOver(sentence, at + 2) : ends(sentence, at + 2)
  return whom === '@' || (['you', 'him', 'her'].includes(whom) && isWhole)
}

function isCalled (sentence: Sentence, at: number, token: Token, isReply: boolean): boolean {
  switch (token.word) {
    case 'you': return isAddressed(sentence, at) || is(sentence, AFTER_YOU.has(word(sentence, at + 1)) ? at + 2 : at + 1, true)
    case 'your': return isMiswritten(sentence, at)
    case '@': return is(sentence, at + 1, true) || isNamed(sentence, at) || (word(sentence, at + 1) === 'what' && isExclaimed(sentence, at + 1, true))
    case 'what': return isExclaimed(sentence, at, isReply)
    case 'these': case 'those': return isGroup(sentence, at)
    case 'they': return is(sentence, at + 1, false)
  }
  if (CALLS.has(token.word) && insultKind(word(sentence, at + 1)) === 'insult') return isOver(sentence, at + 2)
  if (PEOPLE.has(token.word)) return is(sentence, at + 1, true)
  if (at === 0 && isReply && isAlone(sentence)) return true
  return (token.isName || (at === 0 && !NOBODY.has(token.word))) && is(sentence, at + 1, false)
}

/** "is an idiot", "are all just pathetic"; what may be a thing (`isPerson` is false) is insulted by the plainest words alone. */
function is (sentence: Sentence, at: number, isPerson: boolean): boolean {
  const seems = isPerson && SEEMS.has(word(sentence, at)) && word(sentence, at + 1) === 'like'
  const mustBe = isPerson && word(sentence, at) === 'must' && word(sentence, at + 1) === 'be'
  if (!seems && !mustBe && !IS.has(word(sentence, at))) return false
  const called = calledFrom(sentence, at + (seems || mustBe ? 2 : 1), each => EPITHETS.has(each) || BETWEEN.has(each))
  if (!called || !ends(sentence, called.end)) return false
  if (isPerson) return called.kind !== 'adjective' || !seems
  return called.kind === 'insult' && (called.hasArticle || called.isPlural)
}

/** "You absolute moron", "are you stupid", "how stupid are you", "only a moron like you". */
function isAddressed (sentence: Sentence, at: number): boolean {
  const before = word(sentence, at - 1)
  const further = insultKind(word(sentence, at - 2))
  if (before === 'like' && further !== null && further !== 'adjective') return true
  if (IS.has(before) && further === 'adjective' && word(sentence, at - 3) === 'how') return true
  if (IS.has(before)) {
    const asked = calledFrom(sentence, at + 1, each => EPITHETS.has(each) || BETWEEN.has(each))
    return asked !== null && asked.kind !== 'ambiguous' && ends(sentence, asked.end)
  }
  const called = calledFrom(sentence, at + 1, each => EPITHETS.has(each), 0)
  if (called?.kind === 'insult') return true
  return called?.kind === 'ambiguous' && !BEFORE_VERBS.has(before) && isOver(sentence, called.end)
}

/** "Your an idiot", "your stupid": but not "your stupid build". */
function isMiswritten (sentence: Sentence, at: number): boolean {
  const called = calledFrom(sentence, at + 1, each => EPITHETS.has(each) || BETWEEN.has(each))
  if (!called) return false
  return called.kind === 'adjective' ? called.end === sentence.length : called.hasArticle && ends(sentence, called.end)
}

/** "@bob idiot", "idiot @bob". */
function isNamed (sentence: Sentence, at: number): boolean {
  if (insultKind(word(sentence, at - 1)) === 'insult') return true
  const called = calledFrom(sentence, at + 1, each => EPITHETS.has(each) || ARTICLES.has(each), 0)
  return called !== null && called.kind !== 'adjective' && isOver(sentence, called.end)
}

/** "What an idiot": whoever is spoken to or named, and never the writer. */
function isExclaimed (sentence: Sentence, at: number, isAimed: boolean): boolean {
  const called = calledFrom(sentence, at + 1, each => EPITHETS.has(each) || ARTICLES.has(each), 0)
  if (!called || called.kind === 'adjective' || sentence.some(({ word }) => ['i', 'we', 'me', 'my'].includes(word))) return false
  const after = sentence[called.end]
  const isOther = after !== undefined && (['you', 'they', '@'].includes(after.word) || after.isName || PEOPLE.has(after.word))
  return isOther || (isAimed && isOver(sentence, called.end)) || (isOver(sentence, called.end) && sentence.some(({ word }) => word === '@'))
}

/** "These morons": a thing is none. */
function isGroup (sentence: Sentence, at: number): boolean {
  const called = calledFrom(sentence, at + 1, each => EPITHETS.has(each), 0)
  return called?.kind === 'insult' && called.isPlural
}

/** "Idiot." as the whole of what is said. */
function isAlone (sentence: Sentence): boolean {
  const called = calledFrom(sentence, 0, each => EPITHETS.has(each) || ARTICLES.has(each), 0)
  return called?.kind === 'insult' && called.end === sentence.length
}

/** What somebody is called from this place on; null where it is nothing that hurts, or where it is denied. */
function calledFrom (sentence: Sentence, from: number, mayStandBetween: (word: string) => boolean, mostUnknown = MOST_UNKNOWN): Called | null {
  let hasArticle = false
  let unknown = 0
  for (let at = from; at < from + REACH; at++) {
    const said = word(sentence, at)
    const kind = insultKind(said)
    // An adjective may go before the noun that counts: "a stupid liar".
    if (kind === 'adjective' && (!ends(sentence, at + 1) || insultKind(word(sentence, at + 1)) !== null)) continue
    if (kind) return { kind, isPlural: /[^s]s$/.test(said), hasArticle, end: at + 1 }
    if (said === '' || said === '@' || NEGATIONS.has(said)) return null
    if (ARTICLES.has(said)) hasArticle = true
    else if (!mayStandBetween(said) && (AFTER.has(said) || !hasArticle || ++unknown > mostUnknown)) return null
  }
  return null
}

/** Whether the writer only tells what others say or think, denies it, or supposes it. */
function isSaidByOthers (sentence: Sentence, at: number): boolean {
  if (sentence.some(({ word }) => word === 'myself')) return true
  for (let back = at - 1; back >= 0 && back >= at - MEMORY; back--) {
    if (sentence[back + 1]?.begins || ['but', 'and', 'so'].includes(word(sentence, back))) return false
    if (NEGATIONS.has(word(sentence, back))) return true
    if (SAYING.has(word(sentence, back))) {
      const who = ['really', 'honestly', 'just', 'still', 'do'].includes(word(sentence, back - 1)) ? word(sentence, back - 2) : word(sentence, back - 1)
      return !(OWN_WORDS.has(word(sentence, back)) && who === 'i')
    }
  }
  return false
}

/** Nothing follows that would make what was said a part of something else. */
function ends (sentence: Sentence, at: number): boolean {
  return isOver(sentence, at) || AFTER.has(word(sentence, at))
}

function isOver (sentence: Sentence, at: number): boolean {
  const token = sentence[at]
  return token === undefined || token.begins || token.word === '@'
}

function word (sentence: Sentence, at: number): string {
  return sentence[at]?.word ?? ''
}
