import type { ImportOptions, ImportRow } from '../../domain/imports/import-row.ts'
import type { ImportFormat } from '../import-format.ts'
import { translateActivity } from './activity.ts'
import { itemCutter, type ArrayItem } from './array-items.ts'

/** In bytes: a post of 5,000 characters, with its pictures described, has some 50,000. */
const LONGEST_ITEM = 1_000_000

/** outbox.json of a Mastodon archive: what we wrote to others, and whose posts we shared. */
export const mastodonOutbox: ImportFormat = {
  name: 'mastodon-outbox',
  recognizes: head => /^\s*\{/.test(text(head)) && /"type"\s*:\s*"OrderedCollection"/.test(text(head)) && /"orderedItems"\s*:\s*\[/.test(text(head)),
  open: options => {
    const { push, state } = itemCutter('orderedItems', LONGEST_ITEM)
    return {
      push: piece => push(piece).map(item => rowOf(item, options)),
      end: () => state() === 'CLOSED' ? [] : [{ line: 1, fault: state() === 'OPEN' ? 'The file ends in the middle of its orderedItems.' : 'It has no orderedItems.' }]
    }
  }
}

function text (head: Buffer): string {
  return head.toString('utf8').replace(/^\ufeff/, '')
}

function rowOf ({ place, json }: ArrayItem, { now }: ImportOptions): ImportRow {
  if (json === null) return { line: place, fault: `It is longer than ${LONGEST_ITEM} bytes.` }
  try {
    return { line: place, ...translateActivity(JSON.parse(json), now) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { line: place, fault: 'It is not JSON.' }
  }
}
