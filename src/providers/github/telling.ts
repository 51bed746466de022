import type { NormalizedEvent, Party, PartyRole } from '../../domain/integrations/normalized-event.ts'
import { Unreadable } from '../provider.ts'
import { objectAt, textAt, tidyText, type Json } from '../read-json.ts'

/** What a payload tells, or why it tells nothing of people. Throws Unreadable where it is not what GitHub sends. */
export type Telling = (payload: Json, receivedAt: number) => NormalizedEvent | string

export const SOURCE = 'github'
export const NOBODY = 'It does not say who it is from.'

const LONGEST_SUBJECT = 500
const LONGEST_URL = 2_000

/** The account at a path; null where none is named, and where it was deleted since, for which GitHub has `ghost` stand in. */
export function accountAt (payload: Json, path: string, role: PartyRole): Party | null {
  const account = objectAt(payload, path)
  const login = textAt(account ?? undefined, 'login', 100)
  if (login === null || login === 'ghost') return null
  const isBot = textAt(payload, `${path}.type`) === 'Bot' || login.endsWith('[bot]')
  return { role, name: textAt(payload, `${path}.name`, 200), identities: [{ kind: 'GITHUB', value: login }], ...(isBot && { isBot }) }
}

/** Who something is from, and whom it is for; nobody writes to themselves. */
export function between (from: Party, to: Party | null): Party[] {
  return to && loginOf(from) !== loginOf(to) ? [from, to] : [from]
}

/** Whether both are the same account. */
export function isSameAccount (one: Party, other: Party): boolean {
  return loginOf(one) === loginOf(other)
}

function loginOf ({ identities }: Party): string | undefined {
  return identities[0]?.value.toLowerCase()
}

/** The owner of the repository, where that is a person. */
export function ownerOf (payload: Json): Party | null {
  return textAt(payload, 'repository.owner.type') === 'User' ? accountAt(payload, 'repository.owner', 'TO') : null
}

/** What GitHub numbers a thing by. Throws Unreadable where it does not. */
export function idAt (payload: Json, path: string): string {
  const id = textAt(payload, path, 100)
  if (id === null) throw new Unreadable(`${path} is missing in the payload.`)
  return id
}

/** `Comment on ada/engine#12: Spelling`: what was done, to which work. */
export function subjectOf (what: string, payload: Json, work: string): string | null {
  const [repository, number, title] = [textAt(payload, 'repository.full_name', 200), textAt(payload, `${work}.number`, 20), textAt(payload, `${work}.title`, LONGEST_SUBJECT)]
  const place = `${repository ?? ''}${number === null ? '' : `#${number}`}`
  return tidyText([`${what} ${place}`.trim(), title].filter(Boolean).join(': '), LONGEST_SUBJECT)
}

/** The page of it. */
export function pageAt (payload: Json, path: string): Pick<NormalizedEvent, 'url'> {
  const url = textAt(payload, `${path}.html_url`, LONGEST_URL)
  return url !== null && /^https?:\/\//i.test(url) ? { url } : {}
}
