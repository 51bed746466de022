import { normalizeEmail, type IdentityKind } from '../contacts/identity.ts'

interface Asked {
  /** Our own identities by which it can be told without being asked. */
  readonly kinds: readonly IdentityKind[]
  /** Whether that is enough to go by, of what a member says of themselves. */
  readonly tells: (me: string) => boolean
  readonly missing: string
}

const anything = (): boolean => true
const address = (me: string): boolean => normalizeEmail(me) !== null
const MAIL: Asked = { kinds: ['EMAIL'], tells: address, missing: 'Which e-mail addresses are yours? Without them nobody can tell what you wrote from what you were sent.' }

/** Formats that do not say themselves who of those they name is us. */
const ASKED: ReadonlyMap<string, Asked> = new Map([
  ['mbox', MAIL],
  ['eml', MAIL],
  ['interactions-csv', MAIL],
  ['icalendar', { kinds: ['EMAIL'], tells: address, missing: 'Which e-mail addresses are yours? Without them nobody can tell you from the others in a meeting.' }],
  ['linkedin-messages', { kinds: ['LINKEDIN'], tells: anything, missing: 'Which LinkedIn profile is yours, or what are you called there? Without it nobody can tell what you wrote from what you were sent.' }],
  ['whatsapp-text', { kinds: ['PHONE', 'WHATSAPP'], tells: anything, missing: 'What are you called in this chat? Without your name as it stands there nobody can tell what you wrote from what you were sent.' }]
])

/** What is to be asked before a file of this format can be read; null where enough is known of who we are. `own` are the workspace's identities. */
export function whoWeAre (format: string, me: readonly string[], own: readonly { readonly kind: IdentityKind }[]): string | null {
  const asked = ASKED.get(format)
  return !asked || me.some(asked.tells) || own.some(({ kind }) => asked.kinds.includes(kind)) ? null : asked.missing
}
