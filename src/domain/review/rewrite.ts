import type { Draft } from './draft.ts'
import type { Found } from './phrase.ts'
import type { Hedge } from './phrases/hedges.ts'
import type { Sentence } from './sentences.ts'

/** Longer sentences are not written out again. */
const LONGEST_REWRITTEN = 300

/** A sentence with each of these phrases, in the order of the text, replaced; null where one cannot be, or the sentence is too long. */
export function withoutHedges ({ text }: Draft, { start, end }: Span, hedges: readonly Found<Hedge>[]): string | null {
  if (end - start > LONGEST_REWRITTEN) return null
  let written = ''
  let at = start
  for (const hedge of hedges) {
    if (hedge.note.instead === null) return null
    written += text.slice(at, hedge.start) + hedge.note.instead
    at = hedge.end
    // “Could you, perhaps, read it”: the commas go with what stood between them.
    if (hedge.note.instead === '' && text.charAt(at) === ',') {
      written = written.replace(/,\s*$/, ' ')
      at++
    }
  }
  return tidy(written + text.slice(at, end))
}

/** What follows an indirect phrase as a question of its own: “Could you read my draft?”; null where it would be no sentence. */
export function asQuestion (draft: Draft, sentence: Sentence, phrase: Found<unknown>, hedges: readonly Found<Hedge>[]): string | null {
  const next = draft.words[phrase.to]
  if (!next || phrase.to >= sentence.to || /(?:ing|ed)$/.test(next.text) || NO_VERBS.has(next.text)) return null
  const rest = withoutHedges(draft, { start: next.start, end: sentence.end }, hedges.filter(({ from }) => from >= phrase.to))
  const asked = rest?.replace(/[.!?…\s]+$/, '')
  return asked ? `Could you ${lowerFirst(asked)}?` : null
}

interface Span { readonly start: number, readonly end: number }

/** After “Could you” none of these goes on. */
const NO_VERBS: ReadonlySet<string> = new Set([
  'i', 'you', 'we', 'the', 'a', 'an', 'my', 'your', 'to', 'there', 'it', 'that', 'this', 'is', 'are', 'was', 'were', 'know', 'can', 'could', 'would', 'will', 'might', 'may', 'and', 'or',
  'if', 'whether', 'not', 'maybe', 'perhaps', 'by', 'for', 'in', 'of', 'somebody', 'anybody', 'has', 'had', 'want'
])

/** One space where a phrase has gone, none before a comma, and a capital at the beginning. */
function tidy (text: string): string {
  const written = text.replace(/\s+/g, ' ').replace(/ ([,.;:!?])/g, '$1').replace(/,(?:,)+/g, ',').replace(/^[ ,;:]+/, '').replace(/,([.!?])/g, '$1').trim()
  return written.charAt(0).toUpperCase() + written.slice(1)
}

function lowerFirst (text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
