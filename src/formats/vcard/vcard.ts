import type { ImportRow } from '../../domain/imports/import-row.ts'
import type { ImportFormat } from '../import-format.ts'
import { firstLines } from '../text-lines.ts'
import { cardCutter, LONGEST_CARD } from './cards.ts'
import { readCard } from './read-card.ts'
import { byteLineReader, type ByteLine } from './byte-lines.ts'

/**
 * Business cards: vCard 2.1 (versit), 3.0 (RFC 2426) and 4.0 (RFC 6350, 9554), as address books write them. Lines are unfolded before
 * they are decoded, because older programs cut in the middle of a character.
 */
export const vcard: ImportFormat = {
  name: 'vcard',
  recognizes: head => firstLines(head).find(line => line.trim() !== '')?.trim().toUpperCase() === 'BEGIN:VCARD',
  open: options => {
    const lines = byteLineReader(LONGEST_CARD)
    const cards = cardCutter()
    let found = 0
    const read = (some: readonly ByteLine[]): ImportRow[] => {
      const rows = some.map(cards.push).filter(card => card !== null).map(card => readCard(card, options))
      found += rows.length
      return rows
    }
    return {
      push: piece => read(lines.push(piece)),
      end: () => {
        const rows = read(lines.end())
        const last = cards.end()
        if (last) return [...rows, readCard(last, options)]
        return found > 0 ? rows : [{ line: 1, fault: 'There is no vCard in the file; one begins with BEGIN:VCARD.' }]
      }
    }
  }
}
