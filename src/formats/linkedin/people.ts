import { normalizeHandle } from '../../domain/contacts/handle.ts'
import type { Party } from '../../domain/integrations/normalized-event.ts'
import { searchKey } from '../../domain/text.ts'

/** Who has left LinkedIn, or hides. */
const NAMELESS = /^linkedin member$/i

/** Whether LinkedIn says who it is: without a profile nobody could be told apart from others of the same name. */
export function isNamed (name: string, profile: string): boolean {
  return !NAMELESS.test(name) && normalizeHandle('LINKEDIN', profile) !== null
}

/** Whether that is us, by our profiles and names in `me`. */
export function usReader (me: readonly string[]): (name: string, profile: string) => boolean {
  const [names, handles] = [new Set(me.map(searchKey)), new Set(me.flatMap(each => /linkedin\.com/i.test(each) ? normalizeHandle('LINKEDIN', each) ?? [] : []))]
  return (name, profile) => names.has(searchKey(name)) || handles.has(normalizeHandle('LINKEDIN', profile) ?? '')
}

export function partyOf (role: Party['role'], name: string, profile: string, isUs: boolean): Party {
  const identities = normalizeHandle('LINKEDIN', profile) === null ? [] : [{ kind: 'LINKEDIN' as const, value: profile }]
  return { role, name: name || null, identities, ...isUs && { isUs } }
}
