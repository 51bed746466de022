import type { Word } from './words.ts'

// The words that carry no meaning of their own, and a few that requests are made of. A draft can be one short sentence, and there
// trigrams fail: franc names the wrong language of 5 of 8 such requests.
const ENGLISH: ReadonlySet<string> = new Set((
  'the a an and or but if of to in on at by for from with about into over after before as than then that this these those there here it its ' +
  'i you he she we they me him her us them my your his our their mine yours who whom whose which what when where why how ' +
  'is are was were be been being am do does did have has had will would shall should can could may might must not no any some all both each more most ' +
  'just so very too also only because since while until please thanks thank hello hi hey help need send review read share look let know ask want like ' +
  'get give take make tell talk call meet introduce recommend would friday monday tuesday wednesday thursday saturday sunday tomorrow tonight today week month'
).split(' '))

/** Frequent words of other languages that are none of English: German, Dutch, French, Spanish, Portuguese, Italian, the Nordic ones, Polish, Turkish, Indonesian. */
const OTHERS: ReadonlySet<string> = new Set((
  'der das und ist nicht ich du wir sie ihr mir mich dir dich ein eine einen einem einer mit auf für von zu zum zur dem den des im sich auch wie bitte kannst können könntest könnten würdest würden mein meine meinen dein deine deinen ihre ihren bis ' +
  'het een van ik je jij mij niet dat dit voor naar zou kun kan kunt graag mijn jouw uw wij zijn ' +
  'le les un une et est je vous nous tu moi mon ma mes votre vos ton ta des du au aux pour pas que qui dans sur avec ce cette pourriez pouvez pourrais avant merci ' +
  'el los las una y es yo tú usted mi mis tus su sus con por para que del al no lo le puedes podrías podría puede gracias antes favor ' +
  'o os as um uma e é eu você meu minha seu sua com não em na da do dos das pode poderia obrigado obrigada até ' +
  'il gli uno di che sono mio mia tuo tua per non della del nel puoi potresti potrebbe grazie entro prima ' +
  'och att det jag du min mitt din ditt som på är för inte kan skulle snälla och eller innan og jeg ikke til af av ville kunne ' +
  'i w na nie się jest czy możesz mój moja proszę do że ja ty bir ve bu için mi ben sen bana misin lütfen yang dan di untuk saya anda tidak bisa tolong dengan'
).split(' ').filter(word => !ENGLISH.has(word) && !['do', 'as', 'no', 'per', 'favor', 'kan', 'ma', 'ton', 'den', 'des', 'kunne', 'son', 'pour', 'dan', 'ben', 'e', 'y', 'o', 'w', 'mi', 'un', 'il'].includes(word)))

/** English prose has near one half of such words; a headline or a list of names, fewer. Of real English requests 99 % have as many. */
const LEAST_SHARE = 0.15

/** Whether the words read as English: enough of its small words, and more of them than of any other language's. */
export function readsAsEnglish (words: readonly Word[]): boolean {
  const english = words.filter(({ text }) => ENGLISH.has(text)).length
  const others = words.filter(({ text }) => OTHERS.has(text)).length
  return english > others && english >= words.length * LEAST_SHARE
}
