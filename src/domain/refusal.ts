/** What can be refused, and the stable code that clients switch on (contract.graphql names them). */
export type RefusalCode =
  | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'INVALID' | 'CONFLICT' | 'TOO_COMPLEX' | 'RATE_LIMITED'

/** One thing that is wrong with an input: where (`participants.0.identity.value`) and what. */
export interface FieldError {
  readonly path: string
  readonly message: string
}

export interface RefusalDetail {
  readonly fields?: readonly FieldError[]
  /** What a client needs to go on, such as the current version of a record. Goes out as it is. */
  readonly extensions?: Readonly<Record<string, unknown>>
}

/**
 * A refusal that the caller can act on; the message is fit for a person.
 * Anything else that is thrown is a bug or an outage, and is masked at the edge.
 */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly fields: readonly FieldError[]
  readonly extensions: Readonly<Record<string, unknown>>

  constructor (code: RefusalCode, message: string, detail: RefusalDetail = {}) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.fields = detail.fields ?? []
    this.extensions = detail.extensions ?? {}
  }
}

/** An INVALID refusal about the named fields; the message repeats the first of them. */
export function invalid (...fields: FieldError[]): Refusal {
  const first = fields[0]
  return new Refusal('INVALID', first ? `${first.path}: ${first.message}` : 'The input is not valid.', { fields })
}
