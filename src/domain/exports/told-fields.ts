import { IDENTITY_KINDS } from '../contacts/identity.ts'
import { LONGEST, MOST } from '../integrations/clean-event.ts'
import { PARTY_ROLES } from '../integrations/normalized-event.ts'
import { CHANNELS, DIRECTIONS, INTERACTION_STATUSES, LONGEST as LONGEST_IN_INTERACTION, LONGEST_MINUTES, MOST_PARTICIPANTS } from '../interactions/interaction.ts'
import { flag, id, instant, listOf, object, oneOf, orNull, parts, text, verbatim, whole, type Field } from './field.ts'

const words = (longest: number) => orNull(verbatim(longest))
const stamped = <V> (value: Field<V>) => object({ value, at: instant, sequence: whole(-(2 ** 53), 2 ** 53) })

/** Who sent it, whom it was for, who took part; what is not said of them is left out. */
const party: Field<{
  readonly role: typeof PARTY_ROLES[number]
  readonly name: string | null
  readonly identities: readonly { readonly kind: typeof IDENTITY_KINDS[number], readonly value: string }[]
  readonly isUs?: boolean
  readonly isBot?: boolean
}> = together(
  object({ role: oneOf(PARTY_ROLES), name: words(LONGEST.name), identities: listOf(object({ kind: oneOf(IDENTITY_KINDS), value: verbatim(LONGEST.identity) }), MOST.identities) }),
  parts({ isUs: flag, isBot: flag })
)

/** What integrations and files told of one thing: of each field what was told last, and when. */
export const told = parts({
  channel: stamped(oneOf(CHANNELS)),
  occurredAt: stamped(instant),
  endedAt: stamped(orNull(instant)),
  status: stamped(oneOf(INTERACTION_STATUSES)),
  parties: stamped(listOf(party, MOST.parties)),
  subject: stamped(words(LONGEST.subject)),
  text: stamped(words(LONGEST.text)),
  url: stamped(words(LONGEST.url)),
  automated: stamped(words(LONGEST.reason))
})

/** A name of what is told of; that of a mail has its sender behind it. */
export const reportedName = { source: text(LONGEST.source), externalId: verbatim(LONGEST.id + 1 + LONGEST.identity) }

/** What the interaction was last made to be of it. */
export const written = object({
  channel: oneOf(CHANNELS),
  direction: oneOf(DIRECTIONS),
  status: oneOf(INTERACTION_STATUSES),
  occurredAt: instant,
  durationMinutes: orNull(whole(0, LONGEST_MINUTES)),
  subject: words(LONGEST_IN_INTERACTION.subject),
  summary: words(LONGEST_IN_INTERACTION.summary),
  contactIds: listOf(id('contact'), MOST_PARTICIPANTS)
})

function together<A extends object, B extends object> (one: Field<A>, other: Field<B>): Field<A & B> {
  return {
    write: value => ({ ...one.write(value) as object, ...other.write(value) as object }),
    read: (given, path, errors) => ({ ...one.read(given, path, errors), ...other.read(given, path, []) })
  }
}
