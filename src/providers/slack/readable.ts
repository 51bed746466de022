/**
 * Slack's markup as a person reads it: `<@U024BE7LH|ada>` is @ada, a link its words and its address, and `&lt;` a sign again.
 * Bold, lists and code stay as they were typed.
 */
export function readable (text: string): string {
  return text.replace(/<([^<>]*)>/g, (_all, inside: string) => spoken(inside))
    .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** The members whom a text mentions, each once; the first 20. */
export function mentionedIn (text: string): readonly string[] {
  return [...new Set([...text.matchAll(/<@([UW][A-Z0-9]{2,20})(?:\|[^<>]*)?>/g)].flatMap(found => found[1] ?? []))].slice(0, 20)
}

function spoken (inside: string): string {
  const bar = inside.indexOf('|')
  const [target, label] = bar === -1 ? [inside, ''] : [inside.slice(0, bar), inside.slice(bar + 1)]
  switch (target.charAt(0)) {
    case '@': return `@${label || target.slice(1)}`
    case '#': return `#${label || target.slice(1)}`
    // `<!here>`, `<!subteam^S012|@designers>`, and a date with the words for who cannot read it.
    case '!': return label || `@${target.slice(1)}`
    default: return linked(target, label)
  }
}

function linked (address: string, label: string): string {
  const bare = address.replace(/^(?:mailto|tel):/, '')
  return label === '' || label === bare || label === address ? bare : `${label} (${bare})`
}
