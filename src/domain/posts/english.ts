/**
 * Small words that make half of what anybody writes, by language. A language is told by its own and by those that it shares, so
 * each has them all. Of the languages written in Latin letters, those that are most written on the web.
 */
const SMALL_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  english: set(`the a an and or but if not no nor so as of to in on at by for from with about into over than then that this these those there here
    is are was were be been being am have has had do does did will would can could should may might must i you he she it we they me him her us
    them my your his its our their who what which when where why how all any some more most just only very up out now get like don't doesn't
    didn't isn't aren't wasn't can't won't it's i'm you're he's she's they're we're that's i've let's because while also even still new one go got see make know`),
  german: set('der die das und oder aber nicht ist sind war ein eine einen einem einer ich du er sie es wir ihr in im mit von zu zum zur auf für an am als auch so wie dass den dem des hat haben wird werden bei nach noch nur was wenn kann mich sich aus um über'),
  dutch: set('de het een en of maar niet is zijn was waren ik je jij hij zij ze we wij in met van te op voor aan als ook zo dat die dit er heeft hebben wordt worden bij naar nog wel wat kan dan om door over uit mijn geen'),
  french: set('le la les un une des et ou mais ne pas est sont était je tu il elle nous vous ils on dans avec de du à au aux pour par sur que qui se ce cette ces son sa ses plus comme tout a ont être fait en y leur si très'),
  spanish: set('el la los las un una y o pero no es son era yo tú él ella nosotros en con de del a al para por que se su sus lo como más este esta esto ha han ser muy ya me te le si hay todo cuando'),
  italian: set('il lo la i gli le un una e o ma non è sono era io tu lui lei noi in con di del della da dal a al alla per che si su come più questo questa ha hanno essere molto già mi ti ci anche se tutto quando'),
  portuguese: set('o a os as um uma e ou mas não é são era eu tu ele ela nós em no na com de do da dos para por que se seu sua como mais este esta isso tem ser muito já me te lhe também quando'),
  swedish: set('och eller men inte är var en ett jag du han hon det den vi ni de i på med av till för från som att om har hade kan ska så när vad också bara mycket mig sig'),
  danish: set('og eller men ikke er var en et jeg du han hun det den vi i de på med af til for fra som at om har havde kan skal så når hvad også kun meget mig sig være å av ikkje'),
  polish: set('i w na z nie to jest się że do o ale jak za od po ja ty on ona są był była było przez dla czy już tylko co tak jego tego tym'),
  indonesian: set('yang dan di ini itu dengan untuk dari tidak ke dalam ada adalah pada saya kamu dia kita mereka akan sudah juga bisa atau karena'),
  turkish: set('ve bir bu da de için ile ne o ben sen biz çok daha gibi ama var yok mı mi değil kadar olarak her şey')
}

/** Below this share of small words nothing is told: a list of names, a heap of hashtags. */
const LEAST_SHARE = 0.15

/**
 * Whether a text is written in English, by its small words: they are many in any sentence, and every language has its own. Trigrams,
 * which are usual for this, take nearly half of English texts as short as posts for something else.
 */
export function isEnglish (text: string): boolean {
  const words = text.toLowerCase().replaceAll('’', "'").match(/[\p{L}\p{M}]+(?:'\p{L}+)*/gu) ?? []
  const count = (small: ReadonlySet<string>) => words.reduce((sum, word) => sum + (small.has(word) ? 1 : 0), 0)
  const { english = NONE, ...others } = SMALL_WORDS
  const own = count(english)
  return own > 0 && own >= LEAST_SHARE * words.length && Object.values(others).every(other => count(other) < own)
}

const NONE: ReadonlySet<string> = new Set()

function set (words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/))
}
