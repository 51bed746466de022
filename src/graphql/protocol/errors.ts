import { STATUS_CODES } from 'node:http'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { Refusal, type RefusalCode } from '../../domain/refusal.ts'

/** Errors that keep an operation from running at all, told together. */
export class RequestErrors extends Error {
  readonly errors: readonly GraphQLError[]

  constructor (errors: readonly GraphQLError[]) {
    super(errors[0]?.message)
    this.name = 'RequestErrors'
    this.errors = errors
  }
}

/** What the map of errors needs to know of the request. */
export interface ErrorScene {
  readonly requestId: string
  /** Whether the answer is application/graphql-response+json, under which a request error has a status of its own. */
  readonly isStrict: boolean
  /** Called once for each failure that the client is not told about. */
  readonly log: (failure: unknown, path: readonly (string | number)[] | undefined) => void
}

export interface ErrorAnswer {
  readonly statusCode: number
  readonly errors: readonly GraphQLFormattedError[]
  /** When it may go better, where that is known. */
  readonly retryAfterSeconds?: number
}

const STATUS_OF: Readonly<Record<RefusalCode, number>> = {
  UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404, INVALID: 400, CONFLICT: 409, TOO_COMPLEX: 400, RATE_LIMITED: 429
}
// These are told of a well-formed request: under application/json their status is 200, as of any answer there.
const REQUEST_CODES: ReadonlySet<string> = new Set<RefusalCode>(['INVALID', 'TOO_COMPLEX', 'RATE_LIMITED'])

// Of the parser, and of the rule that compares fields with one another.
const GAVE_UP = /^Syntax Error: Document contains more tha[nt] |^Validation aborted\.$/
const SUGGESTION = / Did you mean .*\?$/s
// What graphql-js and graphql-jit say of an argument that a variable made wrong; the one error of theirs that comes
// while fields run and is the client's doing.
const ARGUMENT_ERROR = /^Argument "\w+" (of|has)/

/** The errors of fields: refusals as they are, anything else masked. The rest of the data stays. */
export function fieldErrors (errors: readonly GraphQLError[], scene: ErrorScene): GraphQLFormattedError[] {
  const logged = new Set<unknown>()
  return errors.map(error => {
    const refusal = refusalIn(error)
    if (refusal) return describeRefusal(refusal, error)
    const cause = error.originalError
    if ((!cause || cause instanceof GraphQLError) && ARGUMENT_ERROR.test(error.message)) return describeOwn(error)
    const failure = cause ?? error
    if (!logged.has(failure)) scene.log(failure, error.path)
    logged.add(failure)
    return masked(scene, error)
  })
}

/** The answer where no field ran: what GraphQL, Fastify, the edge or the context refused, or that something failed. */
export function requestErrors (thrown: unknown, scene: ErrorScene): ErrorAnswer {
  const errors = ownErrors(thrown)
  if (errors) {
    const told = errors.map(describeOwn)
    return { statusCode: statusOf(thrown) ?? requestStatus(told[0]?.extensions?.code, scene), errors: told }
  }
  const refusal = refusalIn(thrown)
  if (refusal) {
    return { statusCode: statusOf(refusal) ?? requestStatus(refusal.code, scene), errors: [describeRefusal(refusal)] }
  }
  const statusCode = statusOf(thrown)
  if (statusCode !== undefined) return { statusCode, errors: [describeStatus(thrown, statusCode)] }
  scene.log(thrown, undefined)
  const { code, retryAfterSeconds } = (thrown ?? {}) as { code?: unknown, retryAfterSeconds?: unknown }
  if (typeof retryAfterSeconds === 'number') {
    return { statusCode: 503, errors: [masked(scene, undefined, 'Something that the server needs does not answer; try again soon.')], retryAfterSeconds }
  }
  const isTimeout = code === 'FST_ERR_HANDLER_TIMEOUT'
  return { statusCode: isTimeout ? 503 : 500, errors: [masked(scene, undefined, isTimeout ? 'The request took too long and was stopped.' : undefined)] }
}

function requestStatus (code: unknown, scene: ErrorScene): number {
  const status = STATUS_OF[code as RefusalCode] ?? 400
  return REQUEST_CODES.has(String(code)) && !scene.isStrict ? 200 : status
}

/** GraphQL's own errors: of the edge, of graphql-js, or gathered by mercurius; undefined for anything else. */
export function ownErrors (thrown: unknown): readonly GraphQLError[] | undefined {
  if (thrown instanceof GraphQLError) return thrown.originalError ? undefined : [thrown]
  const { errors } = thrown as { errors?: unknown }
  return Array.isArray(errors) && errors.length > 0 && errors.every(each => each instanceof GraphQLError) ? errors : undefined
}

function describeOwn (error: GraphQLError): GraphQLFormattedError {
  // Errors of compiled queries have no extensions, against their type.
  const extensions: GraphQLError['extensions'] | undefined = error.extensions
  const code = extensions?.code ?? (GAVE_UP.test(error.message) ? 'TOO_COMPLEX' : 'INVALID')
  return { ...error.toJSON(), message: error.message.replace(SUGGESTION, ''), extensions: { ...extensions, code } }
}

function describeRefusal (refusal: Refusal, error?: GraphQLError): GraphQLFormattedError {
  const fields = refusal.fields.length > 0 ? { fields: refusal.fields } : {}
  return { ...place(error), message: refusal.message, extensions: { ...refusal.extensions, code: refusal.code, ...fields } }
}

function describeStatus (thrown: unknown, statusCode: number): GraphQLFormattedError {
  const { code, message } = thrown as { code?: unknown, message?: unknown }
  const isFastify = typeof code === 'string' && code.startsWith('FST_ERR_')
  return { message: isFastify ? String(message) : STATUS_CODES[statusCode] ?? 'Refused', extensions: { code: 'INVALID' } }
}

function masked (scene: ErrorScene, error: GraphQLError | undefined, message = 'Internal error'): GraphQLFormattedError {
  return { ...place(error), message, extensions: { code: 'INTERNAL', requestId: scene.requestId } }
}

function place (error: GraphQLError | undefined): Pick<GraphQLFormattedError, 'locations' | 'path'> {
  return { ...(error?.locations ? { locations: error.locations } : {}), ...(error?.path ? { path: error.path } : {}) }
}

function refusalIn (error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  return error instanceof GraphQLError && error.originalError !== error ? refusalIn(error.originalError) : undefined
}

/** A 4xx status that the error brings along; mercurius' own 400 is left to the media type. */
function statusOf (thrown: unknown): number | undefined {
  const { statusCode, code } = (thrown ?? {}) as { statusCode?: unknown, code?: unknown }
  if (code === 'MER_ERR_GQL_VALIDATION' || typeof statusCode !== 'number') return undefined
  return statusCode >= 400 && statusCode < 500 ? statusCode : undefined
}
