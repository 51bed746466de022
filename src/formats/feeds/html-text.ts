/** What is inside these is no text of anybody's. */
const SILENT = new Set(['script', 'style', 'template', 'noscript', 'svg', 'math', 'iframe', 'object', 'head', 'textarea', 'select', 'title'])
const BLOCKS = new Set(['address', 'article', 'aside', 'blockquote', 'dd', 'div', 'dl', 'dt', 'figcaption', 'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'li', 'main', 'nav', 'ol', 'p', 'pre', 'section', 'table', 'tr', 'ul'])
/** Each with its character behind it. */
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['nbsp', ' '], ['shy', ''], ['zwnj', ''],
  ...`amp& lt< gt> quot" apos' hellip… mdash— ndash– lsquo‘ rsquo’ ldquo“ rdquo” laquo« raquo» bdquo„ copy© reg® trade™ euro€ pound£ middot· bull• times×
    deg° rarr→ larr← szligß aumlä oumlö uumlü AumlÄ OumlÖ UumlÜ aacuteá eacuteé iacuteí oacuteó uacuteú ntildeñ
    egraveè agraveà ecircê ccedilç aringå oslashø aeligæ`.split(/\s+/).map((entry): [string, string] => [entry.slice(0, -1), entry.slice(-1)])
])
/** Stands where a block begins or ends, until it is known what lies beside it; no text has a use for it. */
const BREAK = '\ue000'
// A name is never given back letter by letter: with `<` and a million letters that would take a million times a million steps.
const TOKEN = /<!--[^]*?(?:-->|$)|<(\/?)([a-zA-Z][a-zA-Z0-9:-]*)(?![a-zA-Z0-9:-])([^<>]*)>|[^<]+|</g

/**
 * HTML as the text that a person sees, with what shows a source kept as text: an address behind its words, code between backticks,
 * quotations behind `>`. No markup is left of it; still it is text, and whoever shows it in a page escapes it.
 */
export function htmlToText (html: string): string {
  const out: string[] = []
  const links: { readonly href: string, readonly from: number }[] = []
  let quotes = 0
  let preformatted = 0
  let silent: string | null = null
  /** A new line of the same paragraph: each line of a quotation is one. */
  const line = () => quotes > 0 ? '\n> ' : '\n'
  const block = () => { out.push(preformatted > 0 ? '\n' : BREAK) }
  for (const [token, slash, name = '', attributes = ''] of html.matchAll(TOKEN)) {
    const tag = name.toLowerCase()
    const isEnd = slash === '/'
    if (silent !== null) {
      if (isEnd && tag === silent) silent = null
      continue
    }
    if (tag === '') {
      if (!token.startsWith('<!--')) out.push(preformatted > 0 ? decoded(token).replaceAll('\n', line()) : decoded(token).replace(/\s+/g, ' '))
      continue
    }
    if (SILENT.has(tag)) {
      if (!isEnd && !attributes.endsWith('/')) silent = tag
      continue
    }
    if (tag === 'br') out.push(line())
    else if (tag === 'a') {
      if (!isEnd) links.push({ href: hrefOf(attributes), from: out.length })
      else out.push(addressOf(links.pop(), out))
    } else if (tag === 'blockquote') {
      quotes = Math.max(0, quotes + (isEnd ? -1 : 1))
      out.push(isEnd ? BREAK : `${BREAK}> `)
    } else if (tag === 'pre') {
      preformatted = Math.max(0, preformatted + (isEnd ? -1 : 1))
      out.push(isEnd ? `${line()}\`\`\`${BREAK}` : `${BREAK}${quotes > 0 ? '> ' : ''}\`\`\`${line()}`)
    } else if (tag === 'code' || tag === 'kbd' || tag === 'samp') {
      if (preformatted === 0) out.push('`')
    } else if (BLOCKS.has(tag)) {
      block()
      if (!isEnd && quotes > 0) out.push('> ')
      if (!isEnd && tag === 'li') out.push('- ')
    }
  }
  return tidy(out.join(''))
}

/** What is after an unclosed tag, or an entity that nobody knows, is left as it is. */
function decoded (text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g, (entity, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES.get(name) ?? entity
    const code = decimal === undefined ? parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\ufffd'
  })
}

function hrefOf (attributes: string): string {
  const [, double, single, bare] = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(attributes) ?? []
  return decoded(double ?? single ?? bare ?? '').trim()
}

/** The address behind a link's words; none where they are the address, a mention or a hashtag. */
function addressOf (link: { readonly href: string, readonly from: number } | undefined, out: readonly string[]): string {
  if (!link || !/^https?:\/\//i.test(link.href)) return ''
  const words = out.slice(link.from, link.from + 20).join('').trim()
  return words === '' || /^[@#]/.test(words) || /^(?:https?:\/\/|www\.)/i.test(words) ? '' : ` (${link.href})`
}

/** One empty line between blocks, at most; a quotation mark alone is none. */
function tidy (text: string): string {
  return text.replaceAll(/(?<![^\S\n])[^\S\n]*\ue000[\s\ue000]*/g, '\n\n').split('\n').map(line => line.trimEnd()).filter(line => !/^(?:> ?)+$/.test(line)).join('\n')
    .replaceAll(/(?<=^|\n) (?=\S)/g, '').replaceAll(/(?:> )+(?=> )/g, '').replaceAll(/\n{3,}/g, '\n\n').trim()
}
