import type { Translation } from '../../domain/integrations/normalized-event.ts'
import { Unreadable } from '../provider.ts'
import { instantAt, textAt, type JsonObject } from '../read-json.ts'
import { memberParty } from './parties.ts'

/** A reaction: one by each member with each emoji on each message, which can be taken back. */
export function translateReaction (event: JsonObject, ours: ReadonlySet<string>): Translation {
  if (textAt(event, 'item.type', 50) !== 'message') return { ignored: 'What was reacted to is no message.' }
  const [user, emoji, at] = [textAt(event, 'user', 50), textAt(event, 'reaction', 100), instantAt(event, 'event_ts')]
  const [channel, ts] = [textAt(event, 'item.channel', 50), textAt(event, 'item.ts', 50)]
  if (!user || !emoji || at === null || !channel || !ts) throw new Unreadable('The reaction lacks its user, reaction, event_ts, item.channel or item.ts.')
  const told = { source: 'slack', externalId: `reaction:${channel}:${ts}:${user}:${emoji}`, toldAt: at }
  if (textAt(event, 'type') === 'reaction_removed') return { events: [{ ...told, sequence: 1, status: 'CANCELLED', subject: null, text: null }] }
  const author = textAt(event, 'item_user', 50)
  const to = author === null ? [] : [memberParty('TO', author, ours)]
  return {
    events: [{ ...told, sequence: 0, channel: 'REACTION', occurredAt: at, status: 'HELD', parties: [memberParty('FROM', user, ours), ...to], text: `:${emoji}:` }]
  }
}
