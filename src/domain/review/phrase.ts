import type { Word } from './words.ts'

/** Phrases, laid out so that a text is searched for all of them in one pass. */
export interface Lexicon<Note> {
  readonly start: State<Note>
  /** By the joints in it. What the words of a text lead to is worked out once and kept. */
  readonly states: Map<string, State<Note>>
}

/** Where all patterns stand that fit the words so far. */
interface State<Note> {
  readonly joints: readonly Joint<Note>[]
  /** By the next word; under ANY, for a word that no pattern waits for. */
  readonly next: Map<string, State<Note> | null>
  /** Of the phrase that ends here. */
  readonly note: Note | undefined
}

/** A place between two words of a pattern. */
interface Joint<Note> {
  readonly id: number
  readonly next: Map<string, Joint<Note>[]>
  /** Where a word that may be left out would lead. */
  readonly skips: Joint<Note>[]
  /** Of a phrase that ends here. */
  readonly note: Note | undefined
}

/** A phrase found: its words from the first to before the last, and where it stands. */
export interface Found<Note> {
  readonly from: number
  readonly to: number
  readonly start: number
  readonly end: number
  readonly note: Note
}

type Classes = Readonly<Record<string, readonly string[]>>

/** Any one word. */
const ANY = '*'

/** Kept states of a lexicon: real texts need some hundreds; a text made to need more is read all the same, a little slower. */
const MOST_STATES = 5000

/**
 * A lexicon of patterns, each with a note. A pattern is a row of words; `a|b` is one of several, `a?` may be left out, `*` is any
 * one word, and `{name}` any of the patterns in the class of that name. Words are as `readWords` tells them: “I'd” is `i would`.
 */
export function lexicon<Note extends {}> (entries: readonly (readonly [pattern: string, note: Note])[], classes: Classes = {}): Lexicon<Note> {
  let joints = 0
  const joint = (note?: Note): Joint<Note> => ({ id: joints++, next: new Map(), skips: [], note })
  const root = joint()
  for (const [pattern, note] of entries) lay(pattern, root, joint(note), classes, joint)
  return { start: stateOf([root]), states: new Map() }
}

/** Lays a pattern between two joints. */
function lay<Note> (pattern: string, from: Joint<Note>, to: Joint<Note>, classes: Classes, joint: () => Joint<Note>): void {
  const slots = pattern.split(' ')
  let at = from
  for (const [index, slot] of slots.entries()) {
    const end = index === slots.length - 1 ? to : joint()
    const body = slot.replace(/\?$/, '')
    if (body !== slot) at.skips.push(end)
    if (body.startsWith('{')) {
      const members = classes[body.slice(1, -1)]
      if (!members) throw new Error(`No class of phrases is called ${body}.`)
      for (const member of members) lay(member, at, end, classes, joint)
    } else {
      for (const word of body.split('|')) at.next.set(word, [...at.next.get(word) ?? [], end])
    }
    at = end
  }
}

/**
 * The phrases of the lexicon among these words, the earliest first, of those that begin together the longest, of those of one length
 * the one that was entered first; none overlap. A phrase begins and ends with a word as it is written: “if you can” is not in “if
 * you can't”. From each word it reads no further than the longest pattern, so the work grows with the number of words alone.
 */
export function findPhrases<Note> (lexicon: Lexicon<Note>, words: readonly Word[], from = 0, to = words.length): readonly Found<Note>[] {
  const found: Found<Note>[] = []
  for (let at = from; at < to;) {
    const phrase = phraseAt(lexicon, words, at, to)
    if (phrase) found.push(phrase)
    at = phrase?.to ?? at + 1
  }
  return found
}

function phraseAt<Note> (lexicon: Lexicon<Note>, words: readonly Word[], from: number, limit: number): Found<Note> | undefined {
  const first = words[from]
  if (!first?.opens) return undefined
  let phrase: Found<Note> | undefined
  let state: State<Note> | null = lexicon.start
  for (let at = from, word = words[at]; word && at < limit; word = words[++at]) {
    state = stateAfter(lexicon, state, word.text)
    if (!state) break
    if (state.note !== undefined && word.closes) phrase = { from, to: at + 1, start: first.start, end: word.end, note: state.note }
  }
  return phrase
}

function stateAfter<Note> ({ states }: Lexicon<Note>, state: State<Note>, word: string): State<Note> | null {
  const known = state.next.get(word)
  if (known) return known
  const key = state.joints.some(({ next }) => next.has(word)) ? word : ANY
  if (key !== word && state.next.has(ANY)) return state.next.get(ANY) ?? null
  const joints = state.joints.flatMap(({ next }) => [...key === ANY ? [] : next.get(key) ?? [], ...next.get(ANY) ?? []])
  const reached = joints.length === 0 ? null : keep(states, stateOf(joints))
  if (states.size < MOST_STATES) state.next.set(key, reached)
  return reached
}

function stateOf<Note> (joints: readonly Joint<Note>[]): State<Note> {
  const all = new Set(joints)
  // What is added on the way is passed as well.
  for (const { skips } of all) for (const skip of skips) all.add(skip)
  return { joints: [...all], next: new Map(), note: [...all].find(({ note }) => note !== undefined)?.note }
}

function keep<Note> (states: Map<string, State<Note>>, state: State<Note>): State<Note> {
  const key = state.joints.map(({ id }) => id).join()
  const known = states.get(key)
  if (known) return known
  if (states.size < MOST_STATES) states.set(key, state)
  return state
}
