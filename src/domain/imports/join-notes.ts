import { LONGEST } from '../contacts/contact.ts'
import { wellFormed } from '../text.ts'

/**
 * Notes with those lines of `more` after them that they have not: nothing is said twice, however often it is joined. Spaces do not
 * matter, lines do. Null where there is nothing; cut where it is more than a contact can have, and `isCut` says so.
 */
export function joinNotes (present: string | null, more: string | null): { readonly notes: string | null, readonly isCut: boolean } {
  const known = new Set(linesOf(present ?? ''))
  const said = (more ?? '').trim()
  const missing = linesOf(said).some(line => known.has(line)) ? said.split('\n').filter(line => !known.has(spaced(line))).join('\n').trim() : said
  const joined = [present ?? '', missing].filter(part => part !== '').join('\n')
  // Cut where it is full and not a character before: what was cut is then cut at the same place again.
  return { notes: wellFormed(joined.slice(0, LONGEST.notes)) || null, isCut: joined.length > LONGEST.notes }
}

function linesOf (text: string): string[] {
  return text.split('\n').map(spaced).filter(line => line !== '')
}

function spaced (line: string): string {
  return line.trim().replace(/\s+/g, ' ')
}
