import type { Draft } from './draft.ts'
import { findPhrases, type Found } from './phrase.ts'
import { EASY_NO } from './phrases/courtesies.ts'
import { ASKING_VERBS, NO_OBJECTS, REQUESTS, type Manner, type RequestNote } from './phrases/requests.ts'
import type { Sentence } from './sentences.ts'
import { textAt, type Word } from './words.ts'

/** A sentence that asks. */
export type Asking = PlainAsking | Hint

/** It says so, plainly or around a corner. */
interface PlainAsking {
  readonly sentence: Sentence
  readonly manner: Exclude<Manner, 'HINT' | 'NONE'>
  readonly phrase: Found<RequestNote>
}

interface Hint {
  readonly sentence: Sentence
  readonly manner: 'HINT'
  /** What it asks with; null where only its question mark says so. */
  readonly phrase: Found<RequestNote> | null
}

/** What a draft asks for. */
export interface Request {
  /** The first that asks plainly or around a corner, else the first hint. */
  readonly main: Asking
  /** Where it asks for something else as well, in the order of the text. */
  readonly others: readonly Place[]
  /** The sentences that ask, in any manner, in the order of the text. */
  readonly sentences: readonly Sentence[]
}

interface Place { readonly start: number, readonly end: number }

/** What the draft asks; null where it asks nothing. What is said in an offer is no request. */
export function findRequest (draft: Draft, offers: readonly Found<unknown>[]): Request | null {
  const asking = draft.sentences.flatMap(sentence => sentence.isCourtesy ? [] : askingIn(draft, sentence, offers))
  const plain = asking.filter(each => each.manner !== 'HINT')
  const main = plain.find(each => !isWayOut(draft, each)) ?? plain[0]
  const sentences = asking.map(({ sentence }) => sentence)
  if (main) return { main, others: othersThan(draft, main, plain), sentences }
  return asking[0] ? { main: asking[0], others: [], sentences } : null
}

function askingIn (draft: Draft, sentence: Sentence, offers: readonly Found<unknown>[]): readonly Asking[] {
  const { words } = draft
  const phrases = findPhrases(REQUESTS, words, sentence.from, sentence.to)
  const found = phrases.filter(phrase => phrase.note.manner !== 'NONE' && !overlaps(phrase, offers))
  const plain = imperative(words, sentence, offers) ?? found.find(({ note }) => note.manner === 'DIRECT')
  if (plain) return [{ sentence, manner: 'DIRECT', phrase: plain }]
  const indirect = found.find(({ note }) => note.manner === 'INDIRECT')
  if (indirect) return [{ sentence, manner: 'INDIRECT', phrase: indirect }]
  if (found[0]) return [{ sentence, manner: 'HINT', phrase: found[0] }]
  const isOpen = invites(words, sentence) || (phrases.length === 0 && !overlaps(sentence, offers))
  return isOpen && sentence.isQuestion && addresses(words, sentence) ? [{ sentence, manner: 'HINT', phrase: null }] : []
}

/** Words that may stand before the verb of “Please also send me …”. */
const BEFORE_VERB: ReadonlySet<string> = new Set(['so', 'and', 'also', 'then', 'please', 'kindly', 'just', 'now', 'but', 'anyway', 'finally', 'first', 'second', 'third', 'or', 'ps', 'do', 'thanks'])
const GREETING: ReadonlySet<string> = new Set(['hi', 'hello', 'hey', 'dear'])
const CONDITIONS: ReadonlySet<string> = new Set(['if', 'when', 'once', 'before', 'after', 'as', 'since', 'because', 'for', 'in'])
const PLEAS: ReadonlySet<string> = new Set(['please', 'kindly'])
const CLAUSE_MARKERS: ReadonlySet<string> = new Set([...PLEAS, 'just', 'then'])
/** A name between greeting and verb: “Hi Professor Grace Hopper, send me …”. */
const LONGEST_NAME = 4

/** What “please” may go before without asking for anything. */
const NOT_ASKED: ReadonlySet<string> = new Set(['let', 'feel', 'do', 'know', 'find', 'note', 'be', 'see', 'accept', 'forgive', 'excuse', 'i', 'help', 'if', 'and', 'but'])

/** The verb by which a sentence or its main clause commands, unless what it commands is to accept an offer. */
function imperative (words: readonly Word[], sentence: Sentence, offers: readonly Found<unknown>[]): Found<RequestNote> | undefined {
  for (const at of clauseStarts(words, sentence)) {
    const begin = words[at]
    let verb = at
    while (BEFORE_VERB.has(textAt(words, verb))) verb++
    const [word, object] = [words[verb], words[verb + 1]]
    if (!begin || !word || !object || verb + 1 >= sentence.to || NO_OBJECTS.has(object.text)) continue
    const pleads = words.slice(at, verb).some(({ text }) => PLEAS.has(text))
    if (!ASKING_VERBS.has(word.text) && !(pleads && !NOT_ASKED.has(word.text))) continue
    const phrase = { from: at, to: verb + 1, start: begin.start, end: word.end, note: { manner: 'DIRECT', leadsToVerb: false } } as const
    if (!overlaps(phrase, offers)) return phrase
  }
  return undefined
}

/** Where a clause that could command begins: the sentence, what follows its greeting or its condition, and every “please”. */
function clauseStarts (words: readonly Word[], { from, to }: Sentence): readonly number[] {
  const starts = [from]
  const first = textAt(words, from)
  const isGreeting = GREETING.has(first)
  const markers = CONDITIONS.has(first) ? CLAUSE_MARKERS : PLEAS
  for (let at = from + 1; at < to; at++) {
    // In a row of such words the first stands for all.
    const opens = markers.has(textAt(words, at)) && !BEFORE_VERB.has(textAt(words, at - 1))
    if (opens || (isGreeting && at <= from + LONGEST_NAME)) starts.push(at)
  }
  return starts
}

const ADDRESSED: ReadonlySet<string> = new Set(['you', 'your', 'anybody', 'somebody', 'who', 'we', 'us'])
/** Questions about how somebody is, and about what was, ask for nothing. */
const SMALL_TALK: ReadonlySet<string> = new Set(['how', 'did', 'remember', 'have', 'has', 'had', 'were', 'was', 'why', 'hope', 'hi', 'hey', 'hello'])

function addresses (words: readonly Word[], { from, to }: Sentence): boolean {
  return !SMALL_TALK.has(textAt(words, from)) && words.slice(from, to).some(({ text }) => ADDRESSED.has(text))
}

const OCCASIONS: ReadonlySet<string> = new Set(['coffee', 'tea', 'lunch', 'dinner', 'breakfast', 'drink', 'drinks', 'beer', 'ask', 'meet', 'talk'])

/** “Can I buy you a coffee on Thursday?” offers, and asks for the time as well. */
function invites (words: readonly Word[], { from, to }: Sentence): boolean {
  return words.slice(from, to).some(({ text }) => OCCASIONS.has(text))
}

/** “If you can't, could you point me to somebody else?” makes a no easy, and asks nothing more. */
function isWayOut ({ words }: Draft, { sentence }: Asking): boolean {
  return findPhrases(EASY_NO, words, sentence.from, Math.min(sentence.to, sentence.from + 8)).length > 0
}

const PRONOUNS: ReadonlySet<string> = new Set(['it', 'this', 'that'])
/** Passed over on the way to the verb that says what is asked. */
const LIGHT: ReadonlySet<string> = new Set((
  'you i we me us it this that please just also maybe perhaps possibly kindly be able willing to a an the some have take make time minute minutes moment few quick look at if for my our help with so and do give get could would ' +
  'can might any there of in on is are really'
).split(' '))

/** The requests that differ in what they ask: a verb of their own, not “it” again. */
function othersThan (draft: Draft, main: PlainAsking, plain: readonly PlainAsking[]): readonly Place[] {
  const seen = new Set([matterOf(draft.words, main)])
  const others: Place[] = []
  for (const asking of plain) {
    const matter = matterOf(draft.words, asking)
    const isOther = asking !== main && matter !== undefined && !seen.has(matter) && !isWayOut(draft, asking)
    seen.add(matter)
    if (isOther) others.push(asking.sentence)
    if (isOther || asking === main) others.push(...furtherIn(draft, asking))
  }
  return others
}

const MORE: ReadonlySet<string> = new Set(['also', 'additionally', 'furthermore', 'moreover', 'plus'])
const MODALS: ReadonlySet<string> = new Set(['could', 'can', 'would', 'will', 'please'])
/** “Read it and send me your comments” is one request, “read it, share it and introduce me to Ada” are several. */
const VERBS_OF_ONE_REQUEST = 2

/** What one sentence asks for besides: by “and also”, or by a row of verbs. */
function furtherIn ({ words, own }: Draft, { phrase, sentence }: PlainAsking): readonly Place[] {
  const verbs: Place[] = []
  for (const [index, { text, start }] of words.slice(phrase.to, sentence.to - 1).entries()) {
    const at = phrase.to + index
    const object = textAt(words, at + 1)
    const place = { start, end: sentence.end }
    if (MORE.has(text) && (ASKING_VERBS.has(object) || MODALS.has(object))) return [place]
    const isJoined = textAt(words, at - 1) === 'and' || own.slice(words[at - 1]?.end, start).includes(',')
    if (isJoined && ASKING_VERBS.has(text) && !NO_OBJECTS.has(object)) verbs.push(place)
  }
  return verbs.length >= VERBS_OF_ONE_REQUEST ? verbs.slice(0, 1) : []
}

/** The word that says what is asked; undefined where that is “it”, said before. */
function matterOf (words: readonly Word[], { phrase, sentence }: PlainAsking): string | undefined {
  const last = textAt(words, phrase.to - 1)
  if (PRONOUNS.has(last)) return undefined
  return words.slice(ASKING_VERBS.has(last) ? phrase.to - 1 : phrase.to, sentence.to).find(({ text }) => !LIGHT.has(text))?.text
}

/** Whether one of these, which stand in the order of the text, shares a word with it. */
function overlaps ({ from, to }: { readonly from: number, readonly to: number }, others: readonly Found<unknown>[]): boolean {
  let low = 0
  let high = others.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = others[middle]
    if (other && other.to <= from) low = middle + 1
    else high = middle
  }
  return (others[low]?.from ?? Infinity) < to
}
