import type { Translation } from '../../domain/integrations/normalized-event.ts'
import { isUrlEncoded } from '../form-fields.ts'
import { keyedBy } from '../json-key.ts'
import { maybeJson } from '../maybe-json.ts'
import { Unreadable, type Handshake, type ProviderAdapter, type Webhook } from '../provider.ts'
import { arrayAt, objectAt, readJson, textAt } from '../read-json.ts'
import { faultOfCopied } from '../secret.ts'
import { signedBy } from '../signatures.ts'
import { translateMention, translateMessage } from './message.ts'
import { translateReaction } from './reaction.ts'

/** The Events API of Slack. The secret is the signing secret of the app. */
export const slack: ProviderAdapter = {
  provider: 'SLACK',
  limit: 1_000_000,
  secret: 'GIVEN',
  faultOfSecret: faultOfCopied,
  verify: signedBy('SLACK'),
  handshake,
  deliveryKey: keyedBy(json => textAt(json, 'event_id', 200)),
  keepsHeaders: [],
  translate
}

/** Slack asks once, when the address is entered. */
function handshake ({ body }: Webhook): Handshake | null {
  const json = maybeJson(body)
  const challenge = textAt(json, 'challenge', 1_000)
  return textAt(json, 'type') === 'url_verification' && challenge !== null ? { status: 200, contentType: 'text/plain; charset=utf-8', body: challenge } : null
}

function translate (webhook: Webhook): Translation {
  if (isUrlEncoded(webhook)) return { ignored: 'A command or a button is nothing that passes between people.' }
  const body = readJson(webhook.body)
  const type = textAt(body, 'type', 100)
  if (type === null) throw new Unreadable('The body has no type.')
  if (type === 'app_rate_limited') return { ignored: 'Slack tells that it holds back events: there were too many.' }
  if (type !== 'event_callback') return { ignored: 'It is no event of a workspace.' }
  const event = objectAt(body, 'event')
  if (!event) throw new Unreadable('The event_callback has no event.')
  const ours = new Set(arrayAt(body, 'authorizations').map(one => textAt(one, 'user_id', 50)).filter(id => id !== null))
  switch (textAt(event, 'type', 100)) {
    case 'message': return translateMessage(event, ours)
    case 'app_mention': return translateMention(event, ours)
    case 'reaction_added':
    case 'reaction_removed': return translateReaction(event, ours)
    default: return { ignored: 'It is no message, and no reaction to one.' }
  }
}
