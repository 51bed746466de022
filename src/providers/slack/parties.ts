import type { Party, PartyRole } from '../../domain/integrations/normalized-event.ts'

/** A member of a Slack workspace; `ours` are the accounts that the app was installed for, and its own. */
export function memberParty (role: PartyRole, id: string, ours: ReadonlySet<string>): Party {
  return { role, name: null, identities: [{ kind: 'SLACK', value: id }], ...ours.has(id) && { isUs: true } }
}
