import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../domain/refusal.ts'
import { isName } from './operation-name.ts'

/** The two media types of GraphQL over HTTP. They differ in the status of a request error: 400 under the first, 200 under the second. */
export const GRAPHQL_RESPONSE = 'application/graphql-response+json'
export const JSON_RESPONSE = 'application/json'
export type MediaType = typeof GRAPHQL_RESPONSE | typeof JSON_RESPONSE

/** Characters of query text; 2,000 tokens need far less, and the text is what the caches are keyed by. */
export const LONGEST_QUERY = 32_768

/** What a client asks to be run. */
export interface Parameters {
  readonly query: string
  readonly operationName: string | undefined
  readonly variables: Readonly<Record<string, unknown>>
}

/** A refusal of the request itself, before any GraphQL: its status holds under either media type. */
export class ProtocolRefusal extends Refusal {
  readonly statusCode: number

  constructor (statusCode: number, message: string) {
    super('INVALID', message)
    this.name = 'ProtocolRefusal'
    this.statusCode = statusCode
  }
}

/** The media type to answer with, by the Accept header; undefined where none of ours is acceptable (406). */
export function negotiate (accept: string | undefined): MediaType | undefined {
  if (accept === undefined || accept === '*/*' || accept === JSON_RESPONSE) return JSON_RESPONSE
  const ranges = accept.split(',').map(readRange)
  const strict = ranges.find(each => each.type === GRAPHQL_RESPONSE)?.quality ?? 0
  const plain = (ranges.find(each => each.type === JSON_RESPONSE) ?? ranges.find(each => each.type === 'application/*') ??
    ranges.find(each => each.type === '*/*'))?.quality ?? 0
  if (strict > 0 && strict >= plain) return GRAPHQL_RESPONSE
  return plain > 0 ? JSON_RESPONSE : undefined
}

function readRange (range: string): { type: string, quality: number } {
  const [type = '', ...parameters] = range.split(';').map(each => each.trim().toLowerCase())
  const quality = Number(parameters.find(each => each.startsWith('q='))?.slice(2) ?? 1)
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 }
}

/** The parameters of a POST, from its JSON body. Refuses (400) what is not of the right type: nothing is coerced. */
export function bodyParameters (body: unknown): Parameters {
  if (!isMap(body)) throw new ProtocolRefusal(400, 'The body has to be a JSON object with a query.')
  return readParameters(body.query, body.operationName, body.variables, body.extensions)
}

/** The parameters of a GET, from its query string, where variables and extensions are JSON. Refuses (400) as for a POST. */
export function urlParameters (query: FastifyRequest['query']): Parameters {
  const given = query as Record<string, unknown>
  return readParameters(given.query, given.operationName || undefined, readJson('variables', given.variables), readJson('extensions', given.extensions))
}

function readParameters (query: unknown, operationName: unknown, variables: unknown, extensions: unknown): Parameters {
  if (typeof query !== 'string' || query.trim() === '') throw new ProtocolRefusal(400, 'query has to be a text that is not empty.')
  if (query.length > LONGEST_QUERY) throw new Refusal('TOO_COMPLEX', `query is longer than ${LONGEST_QUERY} characters; values belong in variables.`)
  if (operationName != null && !(typeof operationName === 'string' && isName(operationName))) {
    throw new ProtocolRefusal(400, 'operationName has to be a GraphQL name.')
  }
  if (variables != null && !isMap(variables)) throw new ProtocolRefusal(400, 'variables has to be an object.')
  if (extensions != null && !isMap(extensions)) throw new ProtocolRefusal(400, 'extensions has to be an object.')
  return { query, operationName: operationName ?? undefined, variables: variables ?? {} }
}

function readJson (name: string, text: unknown): unknown {
  if (text === undefined || text === '') return undefined
  try {
    return JSON.parse(text as string)
  } catch {
    throw new ProtocolRefusal(400, `${name} has to be JSON.`)
  }
}

function isMap (value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
