import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parseTypeId } from '../domain/type-id.ts'
import { keyIdOf } from '../providers/activitypub/actor-key.ts'

export interface FediverseActor {
  /** The name of the integration. */
  readonly name: string
  readonly publicKeyPem: string
}

export interface ActivityPubOptions {
  /** What the addresses of this server begin with, without a slash at the end; known once it listens. */
  readonly publicUrl: () => string
  /** The actor that the integration with this TypeID is; null where it is none, or is gone. */
  readonly findActor: (id: string) => Promise<FediverseActor | null>
  /** Answers a GET of the address of any other integration; 404 where it is left out. */
  readonly otherwise?: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
}

const ACTIVITY = 'application/activity+json; charset=utf-8'
const CONTEXT = ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/v1']
/** A server asks again for each mention otherwise; a new name or key is seen after this. */
const CACHED = 'public, max-age=600'

/**
 * The integrations that are actors, as the fediverse looks them up: `GET /.well-known/webfinger` (RFC 7033), and of each its document at
 * `GET /webhooks/{id}`, which is also its inbox, with an outbox that stays empty. Nobody has to sign in: other servers ask.
 */
export async function activityPub (app: FastifyInstance, { publicUrl, findActor, otherwise = notFound }: ActivityPubOptions): Promise<void> {
  const hostOf = () => new URL(publicUrl()).host
  const addressOf = (id: string) => `${publicUrl()}/webhooks/${id}`
  const find = async (id: string) => parseTypeId(id)?.type === 'integration' ? await findActor(id) : null

  app.get<{ Params: { id: string } }>('/webhooks/:id', async (request, reply) => {
    const { id } = request.params
    const actor = await find(id)
    return actor ? await send(reply, actorDocument(addressOf(id), id, actor)) : await otherwise(request, reply)
  })

  app.get<{ Params: { id: string } }>('/webhooks/:id/outbox', async ({ params: { id } }, reply) => {
    if (!await find(id)) return await notFound(null, reply)
    return await send(reply, { '@context': CONTEXT[0], id: `${addressOf(id)}/outbox`, type: 'OrderedCollection', totalItems: 0, orderedItems: [] })
  })

  app.get<{ Querystring: { resource?: unknown } }>('/.well-known/webfinger', async ({ query: { resource } }, reply) => {
    // Pages in browsers ask as well (RFC 7033, 5).
    reply.header('access-control-allow-origin', '*')
    if (typeof resource !== 'string') return await reply.code(400).header('cache-control', 'no-store').send({ error: 'The parameter "resource" is missing.' })
    const id = nameIn(resource)
    if (id === null || !await find(id)) return await notFound(null, reply)
    return await reply.type('application/jrd+json; charset=utf-8').header('cache-control', CACHED).send(JSON.stringify({
      subject: `acct:${id}@${hostOf()}`,
      aliases: [addressOf(id)],
      links: [{ rel: 'self', type: 'application/activity+json', href: addressOf(id) }]
    }))
  })

  /** The TypeID of whom a resource asks for: `acct:` and a handle, in any case, or the address of an actor. */
  function nameIn (resource: string): string | null {
    const [handle, host] = [resource.toLowerCase(), hostOf()]
    if (handle.startsWith('acct:') && handle.endsWith(`@${host}`)) return handle.slice('acct:'.length, -host.length - 1).replace(/^@/, '')
    return resource.startsWith(addressOf('')) ? resource.slice(addressOf('').length) : null
  }
}

function actorDocument (address: string, id: string, { name, publicKeyPem }: FediverseActor): Record<string, unknown> {
  return {
    '@context': CONTEXT,
    id: address,
    type: 'Service',
    preferredUsername: id,
    name,
    url: address,
    inbox: address,
    outbox: `${address}/outbox`,
    manuallyApprovesFollowers: true,
    publicKey: { id: keyIdOf(address), owner: address, publicKeyPem }
  }
}

async function send (reply: FastifyReply, document: Record<string, unknown>): Promise<FastifyReply> {
  return await reply.type(ACTIVITY).header('cache-control', CACHED).send(JSON.stringify(document))
}

async function notFound (_request: unknown, reply: FastifyReply): Promise<FastifyReply> {
  return await reply.code(404).header('cache-control', 'no-store').send({ error: 'There is nobody of that name.' })
}
