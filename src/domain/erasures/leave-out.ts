import { identityKey, readIdentity, type Identity } from '../contacts/contact.ts'
import type { NormalizedEvent, Party } from '../integrations/normalized-event.ts'
import type { Told } from '../integrations/told.ts'
import { isNamedIn } from './mentions.ts'

/** What was told without some people, and by which identity each of them was recognized. */
export interface WithoutPeople {
  readonly told: Told
  readonly leftOut: readonly string[]
}

/** The identities of everybody whom it names, as far as they can be read. */
export function identitiesTold (told: Told, defaultCountry: string): Identity[] {
  return (told.parties?.value ?? []).flatMap(party => identitiesOf(party, defaultCountry))
}

/**
 * What was told as if nobody knew of those who hold an identity with one of these keys: they are no parties of it, and what was said in
 * words is gone where it names them.
 */
export function leaveOut (told: Told, isErased: (key: string) => boolean, defaultCountry: string): WithoutPeople {
  const parties = told.parties?.value ?? []
  const out = parties.flatMap(party => {
    const key = identitiesOf(party, defaultCountry).map(identityKey).find(isErased)
    return key === undefined ? [] : [{ party, key }]
  })
  if (!told.parties || out.length === 0) return { told, leftOut: [] }
  const gone = new Set(out.map(({ party }) => party))
  const left = { ...told.parties, value: parties.filter(party => !gone.has(party)) }
  return { told: withoutWordsOn({ ...told, parties: left }, [...gone]), leftOut: [...new Set(out.map(({ key }) => key))] }
}

/** What was told, without the words that name any of these. */
export function withoutWordsOn (told: Told, people: readonly Pick<Party, 'name' | 'identities'>[]): Told {
  const known = {
    addresses: people.flatMap(({ identities }) => identities.map(({ value }) => value)),
    names: people.flatMap(({ name }) => name ?? [])
  }
  const fields = ['subject', 'text', 'url'] as const satisfies readonly (keyof NormalizedEvent)[]
  const emptied = fields.flatMap(field => {
    const stamped = told[field]
    return stamped?.value && isNamedIn(stamped.value, known) ? [[field, { ...stamped, value: null }]] : []
  })
  return { ...told, ...Object.fromEntries(emptied) }
}

function identitiesOf ({ identities }: Party, defaultCountry: string): Identity[] {
  return identities.flatMap(({ kind, value }) => readIdentity({ kind, value }, defaultCountry, '', []) ?? [])
}
