import type { Translation } from '../../domain/integrations/normalized-event.ts'
import { keyedBy, keyOfNames } from '../json-key.ts'
import { Unreadable, type Handshake, type ProviderAdapter, type Webhook } from '../provider.ts'
import { arrayAt, objectAt, readJson, textAt, type Json, type JsonObject } from '../read-json.ts'
import { faultOfCopied } from '../secret.ts'
import { isSame } from '../signatures/scheme.ts'
import { signedBy } from '../signatures.ts'
import { translateMessage } from './message.ts'

/** Webhooks of the WhatsApp Business Platform (Cloud API). The secret is the app secret. */
export const whatsapp: ProviderAdapter = {
  provider: 'WHATSAPP',
  // Meta sends up to 3 MB.
  limit: 3_500_000,
  secret: 'GIVEN',
  faultOfSecret: faultOfCopied,
  verify: signedBy('WHATSAPP'),
  answerGet,
  deliveryKey: keyedBy(json => {
    const names = changesOf(json).flatMap(({ value }) => [...arrayAt(value, 'messages'), ...arrayAt(value, 'message_echoes'), ...arrayAt(value, 'statuses')])
      .flatMap(one => [textAt(one, 'id', 500), textAt(one, 'status', 100)])
    return names.some(name => name !== null) ? keyOfNames(names) : null
  }),
  keepsHeaders: [],
  translate
}

/** Meta asks once, when the address is entered, whether we know the token that was entered with it. */
function answerGet (query: Readonly<Record<string, string>>, verifyToken: string): Handshake | null {
  const [mode, token, challenge] = [query['hub.mode'], query['hub.verify_token'], query['hub.challenge']]
  if (mode !== 'subscribe' || !token || !challenge || challenge.length > 1_000 || verifyToken === '' || !isSame(token, verifyToken)) return null
  return { status: 200, contentType: 'text/plain; charset=utf-8', body: challenge }
}

function translate (webhook: Webhook): Translation {
  const body = readJson(webhook.body)
  if (textAt(body, 'object') !== 'whatsapp_business_account') throw new Unreadable('The body is no object whatsapp_business_account.')
  const changes = changesOf(body)
  const told = changes.flatMap(({ value }) => [
    ...arrayAt(value, 'messages').map(message => ({ message, value, isEcho: false })),
    ...arrayAt(value, 'message_echoes').map(message => ({ message, value, isEcho: true }))
  ])
  const events = told.map(({ message, value, isEcho }) => translateMessage(message, value, isEcho, webhook.receivedAt)).filter(event => event !== null)
  return events.length > 0 ? { events } : { ignored: reasonFor(changes, told.length) }
}

function changesOf (body: Json): readonly { readonly field: string, readonly value: JsonObject }[] {
  return arrayAt(body, 'entry').flatMap(entry => arrayAt(entry, 'changes')).flatMap(change => {
    const value = objectAt(change, 'value')
    // `history` is what was written long before, all at once, when an account is connected.
    return value && textAt(change, 'field') !== 'history' ? [{ field: textAt(change, 'field', 100) ?? '', value }] : []
  })
}

function reasonFor (changes: ReturnType<typeof changesOf>, messages: number): string {
  if (messages > 0) return 'It is a notice, or of a kind that WhatsApp does not pass on.'
  return changes.some(({ value }) => arrayAt(value, 'statuses').length > 0)
    ? 'It tells that a message of ours was sent, delivered or read.'
    : 'There is no message in it.'
}
