import { createHmac } from 'node:crypto'
import { adapterOf } from '../../providers/adapters.ts'
import type { Handshake } from '../../providers/provider.ts'
import { secretsAt, type Receiver } from '../deliveries/find-receiver.ts'

const TOKEN_DIGITS = 32

/** The word by which a provider that asks with a GET shows that it was told of the address by a member of the workspace. */
export function verifyTokenOf (secret: string, integrationId: string): string {
  return createHmac('sha256', secret).update(`goodturn verify ${integrationId}`).digest('hex').slice(0, TOKEN_DIGITS)
}

/** The answer to a GET on the address; null where none is to be given. */
export function answerGet (receiver: Receiver, query: Readonly<Record<string, string>>, now: number): Handshake | null {
  const { answerGet: answer } = adapterOf(receiver.provider)
  if (!answer) return null
  return secretsAt(receiver, now).map(secret => answer(query, verifyTokenOf(secret, receiver.id))).find(given => given !== null) ?? null
}
