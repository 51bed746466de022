import { spanOf, type Draft, type TextSpan } from './draft.ts'
import { finding, MOST_OF_A_KIND, type AskFinding, type AskFindingCode } from './finding.ts'
import type { Offer } from './offer.ts'
import type { Found } from './phrase.ts'
import type { Hedge } from './phrases/hedges.ts'
import type { Phrases } from './reading.ts'
import type { Request } from './request.ts'
import { asQuestion, withoutHedges } from './rewrite.ts'
import { EARLY_SENTENCES, GOOD_LENGTH, type Traits } from './score.ts'

/** A sentence that is shown in a suggestion is cut here. */
const LONGEST_SHOWN = 160

/** What there is to say of the request that was found, of the offer beside it, and of the length. */
export function requestFindings (draft: Draft, { requestPlace, offerPlace, words }: Traits, request: Request | null, offer: Offer | null, phrases: Phrases): readonly AskFinding[] {
  const findings: AskFinding[] = []
  if (request) {
    const { sentence, phrase } = request.main
    const span = spanOf(draft, sentence)
    const hedges = phrases.hedges.filter(({ from, to }) => from >= sentence.from && to <= sentence.to)
    const plainly = phrase?.note.leadsToVerb ? asQuestion(draft, sentence, phrase, hedges) : null
    if (requestPlace !== null && requestPlace >= EARLY_SENTENCES) {
      findings.push(finding('REQUEST_BURIED', span, `The request comes only in sentence ${requestPlace + 1}; whoever reads in a hurry may not get there.`,
        `Move it into the first two sentences: “${shown(plainly ?? withoutHedges(draft, sentence, hedges) ?? span.text)}” Tell the story after it.`))
    }
    if (request.main.manner === 'INDIRECT' && phrase) {
      findings.push(finding('INDIRECT', spanOf(draft, phrase), `“${shown(draft.text.slice(phrase.start, phrase.end))}” goes around the question.`,
        plainly === null ? 'Ask it as a plain question, such as “Could you …?”.' : `Ask plainly: “${shown(plainly)}”`))
    }
    for (const other of request.others.slice(0, MOST_OF_A_KIND)) {
      findings.push(finding('SEVERAL_REQUESTS', spanOf(draft, other), `This asks for one more thing; there are ${request.others.length + 1} requests, and the easiest answer to several is none.`,
        `Keep the request that matters most, “${shown(span.text)}”, and save this one for another time.`))
    }
  }
  if (offer && offerPlace !== null && requestPlace !== null && offerPlace > requestPlace) {
    findings.push(finding('OFFER_LATE', spanOf(draft, offer.sentence), 'The offer comes after the request.', 'Name what you give before what you ask for, or in the same sentence.'))
  }
  const [first, last] = [draft.words.filter(({ opens }) => opens)[GOOD_LENGTH.most], draft.words.at(-1)]
  if (first && last) {
    findings.push(finding('TOO_LONG', spanOf(draft, { start: first.start, end: last.end }), `The draft has ${words} words; busy people answer what they can read in a minute.`,
      `Bring it down to ${GOOD_LENGTH.most} words or fewer: the request, why them, what you offer, by when. The rest can follow once they have said yes.`))
  }
  return findings
}

/** What single phrases do to the request. */
export function phraseFindings (draft: Draft, phrases: Phrases): readonly AskFinding[] {
  const tell = (code: AskFindingCode, found: readonly Found<unknown>[], message: (text: string) => string, suggestion: string) =>
    found.slice(0, MOST_OF_A_KIND).map(phrase => finding(code, spanOf(draft, phrase), message(shown(draft.text.slice(phrase.start, phrase.end))), suggestion))
  return [
    ...hedgesBySentence(draft, phrases).flatMap(({ hedges, suggestion }) => tell('HEDGED', hedges, text => `“${text}” makes the request smaller than it is.`, suggestion)).slice(0, MOST_OF_A_KIND),
    ...tell('APOLOGETIC', phrases.apologies, text => `“${text}” apologizes for asking; a fair request needs no excuse.`, 'Leave it out. One thank-you at the end is courtesy enough.'),
    ...tell('PRESSURE', phrases.pressure, text => `“${text}” presses; people who feel pushed say no, or nothing.`, 'Say what date you need it by and why, and leave them the choice: “By Friday would help most, because …”.'),
    ...tell('FLATTERY', phrases.flattery, text => `“${text}” could be said to anybody.`, 'Name one thing they did and what it changed for you, or leave it out.')
  ]
}

/** The hedges of each sentence, and the sentence without any of them where that can be written. */
function hedgesBySentence (draft: Draft, { hedges }: Phrases): readonly { readonly hedges: readonly Found<Hedge>[], readonly suggestion: string }[] {
  let next = 0
  return draft.sentences.flatMap(sentence => {
    const own: Found<Hedge>[] = []
    for (let hedge = hedges[next]; hedge && hedge.to <= sentence.to; hedge = hedges[++next]) own.push(hedge)
    if (own.length === 0) return []
    const written = withoutHedges(draft, sentence, own)
    return [{ hedges: own, suggestion: written ? `Write: “${shown(written)}”` : 'Say it without this; ask for the thing itself.' }]
  })
}

/** What a good request has and this one does not. */
export function missingFindings (traits: Traits): readonly AskFinding[] {
  const findings: AskFinding[] = []
  const miss = (code: AskFindingCode, message: string, suggestion: string) => findings.push(finding(code, null, message, suggestion))
  if (traits.requestPlace === null) miss('NO_REQUEST', 'Nothing in it asks for anything; the reader has to guess what is wanted.', 'Ask one plain question early: “Could you … by …?”.')
  if (traits.offerPlace === null) miss('NO_OFFER', 'It offers nothing in return.', 'Say what you would gladly do for them, such as “In return I would be happy to review yours”.')
  if (traits.requestPlace !== null && !traits.hasDate) miss('NO_DEADLINE', 'It names no date, so there is no day on which to answer.', 'Add by when you need it: “by Friday 14 March”.')
  if (traits.requestPlace !== null && !traits.hasEasyNo) miss('NO_EASY_NO', 'It leaves no easy way to say no.', 'Add one: “If you can\'t, who else might be good to ask?”')
  if (!traits.hasThanks) miss('NO_THANKS', 'It does not say thanks.', 'End with a plain “Thank you”.')
  return findings
}

/** The text on one line, cut between words where it is long. */
function shown (text: TextSpan['text']): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= LONGEST_SHOWN) return line
  const cut = line.lastIndexOf(' ', LONGEST_SHOWN)
  return `${line.slice(0, cut > 0 ? cut : LONGEST_SHOWN).replace(/\p{Cs}$/u, '')} …`
}
