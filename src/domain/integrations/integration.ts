import { refuse } from '../contacts/contact.ts'
import type { FieldError } from '../refusal.ts'
import { cleanText } from '../text.ts'

/** From where an integration takes what it tells. */
export const PROVIDERS = [
  'GENERIC', 'STANDARD_WEBHOOKS', 'GITHUB', 'CAL_COM', 'CALENDLY', 'POSTMARK', 'MAILGUN', 'SENDGRID', 'MIME', 'SLACK', 'TWILIO', 'WHATSAPP', 'TELEGRAM',
  'ZOOM', 'ACTIVITYPUB'
] as const
export type Provider = typeof PROVIDERS[number]

/** What happens with a person whom nobody knows yet: a contact is made, or they are left out, or they wait for a member's word. */
export const NEW_CONTACT_POLICIES = ['CREATE', 'ONLY_KNOWN', 'INBOX'] as const
export type NewContactPolicy = typeof NEW_CONTACT_POLICIES[number]

/** An inbound source. Its secrets are not in it. Instants are epoch milliseconds. */
export interface Integration {
  readonly id: string
  readonly name: string
  readonly provider: Provider
  readonly newContacts: NewContactPolicy
  /** Whether the text of what is told is kept, beside its subject and who took part. */
  readonly keepText: boolean
  /** What arrives meanwhile is kept, and read once it goes on. */
  readonly paused: boolean
  readonly createdAt: number
}

/** What a member can say of an integration. A field left out is not said. */
export interface IntegrationInput {
  readonly name?: string | null
  readonly newContacts?: NewContactPolicy | null
  readonly keepText?: boolean | null
  readonly paused?: boolean | null
}

const LONGEST_NAME = 100

/** The integration with what `input` gives, cleaned. Refuses (INVALID) a name that is empty or too long. */
export function changeIntegration<T extends Omit<Integration, 'id' | 'createdAt'>> (present: T, input: IntegrationInput): T {
  const errors: FieldError[] = []
  const name = input.name === undefined ? present.name : readName(input.name, errors)
  refuse(errors)
  return {
    ...present,
    name,
    newContacts: input.newContacts ?? present.newContacts,
    keepText: input.keepText ?? present.keepText,
    paused: input.paused ?? present.paused
  }
}

function readName (given: string | null, errors: FieldError[]): string {
  const name = cleanText(given, { path: 'name', max: LONGEST_NAME }, errors) ?? ''
  if (name === '') errors.push({ path: 'name', message: 'is empty.' })
  return name
}
