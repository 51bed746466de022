/** A word in lower case without its apostrophe's turns, and where it stands. “Don't” is two words, “do” and “not”. */
export interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
  /** Whether it begins, or ends, what is written as one. */
  readonly opens: boolean
  readonly closes: boolean
}

const WRITTEN = /[\p{L}\p{M}\p{N}]+(?:['’‘ʼ][\p{L}\p{M}\p{N}]+)*/gu

/** What stands after an apostrophe, in full. */
const ENDINGS: Readonly<Record<string, string>> = { d: 'would', ll: 'will', m: 'am', re: 'are', ve: 'have' }

/** Spellings that mean another word, or several: the first takes as many letters as the number says. */
const SPELLINGS: ReadonlyMap<string, readonly [first: string, second?: string, split?: number]> = new Map([
  ['im', ['i', 'am', 1]], ['ive', ['i', 'have', 1]], ['youre', ['you', 'are', 3]], ['youve', ['you', 'have', 3]], ['dont', ['do', 'not', 2]],
  ['cant', ['can', 'not', 3]], ['cannot', ['can', 'not', 3]], ['wont', ['will', 'not', 2]], ['didnt', ['did', 'not', 3]], ['doesnt', ['does', 'not', 4]],
  ['couldnt', ['could', 'not', 5]], ['wouldnt', ['would', 'not', 5]], ['isnt', ['is', 'not', 2]], ['gonna', ['going', 'to', 3]], ['wanna', ['want', 'to', 3]],
  ['u', ['you']], ['ur', ['your']], ['pls', ['please']], ['plz', ['please']], ['thx', ['thanks']], ['ty', ['thanks']], ['thankyou', ['thank', 'you', 5]],
  ['favour', ['favor']], ['favours', ['favors']], ['apologise', ['apologize']], ['honour', ['honor']], ['tonite', ['tonight']], ['someone', ['somebody']],
  ['anyone', ['anybody']]
])

/** The words of a text in their order, each with its exact place. */
export function readWords (text: string): readonly Word[] {
  const words: Word[] = []
  for (const { 0: written, index: start } of text.matchAll(WRITTEN)) {
    const parts = partsOf(written)
    let at = start
    for (const [index, [part, length]] of parts.entries()) {
      words.push({ text: part, start: at, end: at + length, opens: index === 0, closes: index === parts.length - 1 })
      at += length
    }
  }
  return words
}

/** What the word at a place says; nothing before the first and after the last. */
export function textAt (words: readonly Word[], at: number): string {
  return words[at]?.text ?? ''
}

/** What a written word says, part by part, each with its length. */
function partsOf (written: string): readonly (readonly [text: string, length: number])[] {
  const text = written.toLowerCase()
  const spelled = SPELLINGS.get(text)
  if (spelled && text.length === written.length) {
    const [first, second, split = 0] = spelled
    return second === undefined ? [[first, written.length]] : [[first, split], [second, written.length - split]]
  }
  const apostrophe = text.search(/['’‘ʼ]/)
  if (apostrophe < 0 || text.length !== written.length) return [[text, written.length]]
  const ending = text.slice(apostrophe + 1)
  if (ending === 't' && text.charAt(apostrophe - 1) === 'n') return negated(text.slice(0, apostrophe - 1), text.length)
  const full = ENDINGS[ending]
  return full === undefined ? [[text.replace(/[’‘ʼ]/g, '\''), text.length]] : [[text.slice(0, apostrophe), apostrophe], [full, text.length - apostrophe]]
}

function negated (stem: string, length: number): readonly (readonly [text: string, length: number])[] {
  const verb = stem === 'wo' ? 'will' : stem === 'ca' ? 'can' : stem === '' ? 'is' : stem
  const split = Math.max(1, stem.length)
  return [[verb, split], ['not', length - split]]
}
