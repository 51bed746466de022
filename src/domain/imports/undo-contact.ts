import { identityKey, withPrimaries, type Contact, type Identity } from '../contacts/contact.ts'
import { isSameValue } from '../same-value.ts'
import { searchKey } from '../text.ts'
import type { Doing } from './undo.ts'

/** What of a contact an import can change. */
export type ChangedFields = Pick<Contact, 'name' | 'organization' | 'title' | 'notes' | 'tags' | 'targetDays' | 'paused'> & { readonly identities: readonly Identity[] }

/** A contact without what an import has changed, and the fields in which that could not be: somebody has changed them since. */
export interface Restored {
  readonly fields: ChangedFields
  readonly left: readonly string[]
}

const FIELDS = ['name', 'organization', 'title', 'notes', 'targetDays', 'paused'] as const

/**
 * Gives a contact back what it had before an import has changed it: each field that is still what the import made it, and tags and
 * identities one by one. What was added and is gone already needs nothing.
 */
export function undoContact (present: ChangedFields, changes: Doing['changes']): Restored {
  const left: string[] = []
  const fields: Record<string, unknown> = { ...present }
  for (const field of FIELDS) {
    const change = changes[field]
    if (!change) continue
    if (isSameValue(present[field], change.after)) fields[field] = change.before ?? null
    else if (!isSameValue(present[field], change.before)) left.push(field)
  }
  if (changes['tags']) fields['tags'] = undoTags(present.tags, listOf(changes['tags'].before), listOf(changes['tags'].after))
  if (changes['identities']) {
    const undone = undoIdentities(present.identities, listOf<Identity>(changes['identities'].before).map(told), listOf<Identity>(changes['identities'].after).map(told))
    fields['identities'] = undone.identities
    if (undone.hasLeft) left.push('identities')
  }
  return { fields: fields as unknown as ChangedFields, left }
}

/** An import only adds: what it has added goes. */
function undoTags (present: readonly string[], before: readonly string[], after: readonly string[]): readonly string[] {
  const was = new Set(before.map(searchKey))
  const added = new Set(after.map(searchKey).filter(key => !was.has(key)))
  return present.filter(tag => !added.has(searchKey(tag)))
}

/** An identity that was added goes where it is still what it was then, whether or not it came first of its kind. */
function undoIdentities (present: readonly Identity[], before: readonly Identity[], after: readonly Identity[]): { identities: readonly Identity[], hasLeft: boolean } {
  if (isSameValue(present.map(told), after)) return { identities: before, hasLeft: false }
  const was = new Set(before.map(identityKey))
  const added = new Map(after.filter(identity => !was.has(identityKey(identity))).map(identity => [identityKey(identity), words(identity)]))
  const kept = present.filter(identity => added.get(identityKey(identity)) !== words(identity))
  return { identities: withPrimaries(kept), hasLeft: kept.some(identity => added.has(identityKey(identity))) }
}

/** How an identity is written. */
function words ({ value, label }: Identity): string {
  return JSON.stringify([value, label])
}

function told ({ kind, value, normalized, label, isPrimary }: Identity): Identity {
  return { kind, value, normalized, label, isPrimary }
}

function listOf<Item> (value: unknown): readonly Item[] {
  return (value ?? []) as readonly Item[]
}
