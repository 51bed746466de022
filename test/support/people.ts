import { NOW, type Sent, type TestApp } from './app.ts'

/** A person as createContact takes them; a test says what else matters: `{ ...ada, cadenceDays: 30 }`. */
export interface Person {
  readonly name: string
  readonly organization?: string
  readonly title?: string
  readonly notes?: string
  readonly tags?: readonly string[]
  readonly identities?: readonly { readonly kind: string, readonly value: string, readonly label?: string, readonly isPrimary?: boolean }[]
  readonly cadenceDays?: number
}

export const ada: Person = {
  name: 'Ada Lovelace',
  organization: 'Analytical Engines',
  title: 'Programmer',
  notes: 'Translates Menabrea, with notes longer than the text.',
  tags: ['mathematics', 'Poetry'],
  identities: [{ kind: 'EMAIL', value: 'Ada@Engines.example', label: 'work' }, { kind: 'PHONE', value: '030 901820' }]
}

export const grace: Person = {
  name: 'Grace Hopper',
  organization: 'Navy',
  title: 'Rear Admiral',
  tags: ['compilers'],
  identities: [{ kind: 'EMAIL', value: 'grace@navy.example' }]
}

export const linus: Person = { name: 'Linus Torvalds', identities: [{ kind: 'GITHUB', value: 'torvalds' }] }

export const rene: Person = { name: 'René Descartes', organization: 'Université de Leyde', title: 'Philosophe' }

/** An instant so many days before NOW, as DateTime has it. */
export function daysAgo (days: number): string {
  return new Date(NOW - days * 86_400_000).toISOString()
}

/** Adds contacts and gives their ids, in their order. */
export async function add ({ query }: Pick<TestApp, 'query'>, people: readonly Person[], sent?: Sent | string): Promise<string[]> {
  const ids: string[] = []
  for (let from = 0; from < people.length; from += 200) {
    const { data, errors } = await query(
      'mutation ($contacts: [CreateContactInput!]!) { upsertContacts(input: { contacts: $contacts }) { results { contact { id } error { message } } } }',
      { contacts: people.slice(from, from + 200) }, sent)
    if (!data) throw new Error(JSON.stringify(errors))
    for (const { contact, error } of data.upsertContacts.results) {
      if (!contact) throw new Error(error.message)
      ids.push(contact.id)
    }
  }
  return ids
}

/** What a test says of an interaction; the rest is a lunch of today. */
export interface Meeting {
  readonly with: readonly string[]
  readonly occurredAt?: string
  readonly channel?: string
  readonly direction?: string
  readonly status?: string
  readonly subject?: string
  readonly source?: string
  readonly externalId?: string
}

/** Logs interactions and gives their ids, in their order. */
export async function log ({ query }: Pick<TestApp, 'query'>, meetings: readonly Meeting[], sent?: Sent | string): Promise<string[]> {
  const ids: string[] = []
  for (let from = 0; from < meetings.length; from += 200) {
    const { data, errors } = await query(
      'mutation ($rows: [LogInteractionInput!]!) { logInteractions(input: { interactions: $rows }) { results { interaction { id } error { message } } } }',
      { rows: meetings.slice(from, from + 200).map(toInput) }, sent)
    if (!data) throw new Error(JSON.stringify(errors))
    for (const { interaction, error } of data.logInteractions.results) {
      if (!interaction) throw new Error(error.message)
      ids.push(interaction.id)
    }
  }
  return ids
}

function toInput ({ with: contactIds, ...given }: Meeting) {
  return {
    channel: 'MEAL', direction: 'MUTUAL', occurredAt: daysAgo(0), ...given, participants: contactIds.map(contactId => ({ contactId }))
  }
}
