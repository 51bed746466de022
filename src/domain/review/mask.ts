// Each of these reads a bounded part, or on to a delimiter that it cannot contain itself: time grows with the text alone.
const LINK = /(?:https?:\/\/|www\.)\S+/gi
const ADDRESS = /[^\s@]{1,64}@[^\s@]+/g
const TAG = /<(\/?[a-z][a-z0-9]{0,9}|!--)(?=[\s/>-])[^<>]*>/gi
const ENTITY = /&(?:[a-z]{2,8}|#\d{1,6});/gi
const QUOTED_LINE = /^[ \t]{0,8}>.*$/gm
const QUOTATION = /“[^“”\n]*”|"[^"\n]*"/g

/** Begins what a mail client adds below an answer; everything after it was written by somebody, some other time. */
const EARLIER_MAIL = /^(?:-{2,} ?(?:original|forwarded) message|on [^\n]{4,120} wrote:[ \t]*$|_{10,}[ \t]*$)/im

/** A tag that stands inside a sentence; every other one ends a line. */
const INLINE_TAGS: ReadonlySet<string> = new Set(['a', 'abbr', 'b', 'code', 'em', 'font', 'i', 'mark', 'small', 'span', 'strong', 'u'])

/**
 * The text at the same length, with blanks for what is not the writer's own prose: markup, quoted mail, quotations. Links and
 * addresses become one word without meaning. Nothing moves, so every place found in it is a place of the text.
 */
export function maskForeign (text: string): string {
  const plain = cutEarlierMail(text)
    .replace(TAG, (tag, name: string) => (isInline(name) ? ' ' : '\n').padEnd(tag.length))
    .replace(ENTITY, blank)
    .replace(QUOTED_LINE, blank)
    .replace(LINK, nameless)
    .replace(ADDRESS, nameless)
  const own = plain.replace(QUOTATION, blank)
  // Somebody who puts the whole draft between quotation marks means the draft.
  return /\p{L}/u.test(own) ? own : plain
}

function cutEarlierMail (text: string): string {
  const at = text.search(EARLIER_MAIL)
  return at <= 0 ? text : text.slice(0, at).padEnd(text.length)
}

function isInline (name: string): boolean {
  return INLINE_TAGS.has(name.replace('/', '').toLowerCase())
}

function blank (found: string): string {
  return ' '.repeat(found.length)
}

/** Keeps the punctuation at the end, which belongs to the sentence around it. */
function nameless (found: string): string {
  let end = found.length
  while (end > 0 && '.,;:!?)]}>\'"”’'.includes(found.charAt(end - 1))) end--
  return '0'.repeat(end) + found.slice(end)
}
