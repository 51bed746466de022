import { createHash } from 'node:crypto'
import type { ProviderAdapter, Webhook } from '../provider.ts'
import { findActivity, isSameServer } from './activity.ts'
import { makeActorKey } from './actor-key.ts'
import { signer } from './signer.ts'
import { translate } from './translate.ts'

const MEGABYTE = 1_048_576
const LONGEST_KEY = 200

/**
 * The inbox of an actor whom people in the fediverse can mention, write to and follow: ActivityPub, as servers deliver it to each other.
 * The secret is the private key of that actor, by which other servers know who asks them for something.
 */
export const activitypub: ProviderAdapter = {
  provider: 'ACTIVITYPUB',
  limit: MEGABYTE,
  secret: 'MADE',
  makeSecret: () => makeActorKey(),
  verify: () => ({ isGenuine: false, reason: 'Each sender has a key of their own.' }),
  signer,
  deliveryKey,
  keepsHeaders: [],
  translate
}

/** The address of the activity where it is on the server of its actor: nobody can take the name of what another is about to send. */
function deliveryKey (webhook: Webhook): string {
  const activity = findActivity(webhook)
  if (typeof activity === 'string' || !activity.id) return hashOf(webhook.body)
  const { id, actor } = activity
  return id.length <= LONGEST_KEY && isSameServer(id, actor) ? id : hashOf(`${actor} ${id}`)
}

function hashOf (value: string | Buffer): string {
  return `sha256:${createHash('sha256').update(value).digest('hex')}`
}
