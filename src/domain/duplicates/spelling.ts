import { searchKey } from '../text.ts'

/** Each letter with its Latin ones, as passports and mail addresses mostly have them; what sounds the same another way is `sound`'s to know. */
const CYRILLIC = `
  аa бb вv гg ґg дd ђdj еe єye жzh зz иi іi јj кk лl љlj мm нn њnj
  оo пp рr сs тt ћc уu фf хkh цts чch џdz шsh щshch ъ ыy ь эe юyu яya`
const GREEK = 'αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo'
const LATIN: ReadonlyMap<string, string> = new Map(`${CYRILLIC} ${GREEK}`.trim().split(/\s+/).map(letters => [letters.slice(0, 1), letters.slice(1)]))

/** Words that were read lately: those of names are few, and each is read several times. */
const READ = new Map<string, string>()
const MOST_READ = 20_000

/** The word in Latin letters and digits alone, without case and accents; other scripts keep theirs. At most 60 letters. */
export function latin (word: string): string {
  const read = READ.get(word)
  if (read !== undefined) return read
  const found = latinize(word)
  if (READ.size === MOST_READ) READ.clear()
  READ.set(word, found)
  return found
}

function latinize (word: string): string {
  const plain = searchKey(word.slice(0, 60))
  // Where a letter is that only Ukrainian has, г is an h.
  const isUkrainian = /[іїєґ]/.test(plain)
  return plain.replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/ου/g, 'ou').replace(/(?<=[αε])υ/g, 'v').replace(/^μπ/, 'b')
    .replace(/[\u0370-\u03ff\u0400-\u04ff]/g, letter => isUkrainian && letter === 'г' ? 'h' : LATIN.get(letter) ?? letter)
}

/** Müller, Mueller and Muller, Åse and Aase, Bjerregård and Bjerregaard share one: umlauts as they are typed with and without the key for them. */
export function spellingKey (word: string): string {
  return latin(word).replace(/(?<![aeoq])ue/g, 'u').replace(/oe/g, 'o').replace(/a[ae]/g, 'a')
}

/** What is written several ways and said one way: Meier and Mayer, Aleksej and Alexey, Stephen and Steven. `$` is sh. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/sch|sh/g, '$'], [/tch/g, 'ch'], [/ph/g, 'f'], [/th/g, 't'], [/kh/g, 'h'], [/gh/g, 'g'], [/dt/g, 't'], [/tz|ts|cz/g, 'z'], [/ch(?=r|l|$)/g, 'k'], [/ck|q(?:u)?/g, 'k'], [/x/g, 'ks'],
  [/c(?!h)/g, 'k'], [/[vw]/g, 'f'], [/ou/g, 'u'], [/[yj]/g, 'i'], [/ee/g, 'i'], [/ei/g, 'ai'], [/^ie/, 'e'], [/(.)\1+/g, '$1']
]

/** How a word with that `spellingKey` sounds, for comparison only. */
export function sound (key: string): string {
  return SOUNDS.reduce((heard, [letters, said]) => heard.replace(letters, said), key)
}
