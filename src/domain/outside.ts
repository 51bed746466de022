/** Why an address outside could not be read: all that anybody is told, so that nobody learns what else is in our network. */
export type OutsideFault =
  | 'BAD_ADDRESS' | 'BLOCKED' | 'NOT_FOUND' | 'UNREACHABLE' | 'TIMED_OUT' | 'TOO_LARGE' | 'TOO_MANY_REDIRECTS' | 'BROKEN'

const MESSAGES: Readonly<Record<OutsideFault, string>> = {
  BAD_ADDRESS: 'The address is not one that is read: it takes https, a usual port, and no password.',
  BLOCKED: 'The address leads to a network that is not read.',
  NOT_FOUND: 'There is no server of that name.',
  UNREACHABLE: 'The server could not be reached.',
  TIMED_OUT: 'The server took too long.',
  TOO_LARGE: 'The answer is too large.',
  TOO_MANY_REDIRECTS: 'The address leads on and on.',
  BROKEN: 'The answer could not be read.'
}

/** An address outside could not be read. */
export class OutsideError extends Error {
  readonly fault: OutsideFault

  constructor (fault: OutsideFault) {
    super(MESSAGES[fault])
    this.name = 'OutsideError'
    this.fault = fault
  }
}

/** What a server outside answered. */
export interface OutsideAnswer {
  readonly status: number
  /** Names in lower case; of a header that came twice, the first. */
  readonly headers: Readonly<Record<string, string>>
  /** Decompressed; empty where the status is not 200. */
  readonly body: Uint8Array
  /** Where it came from in the end. */
  readonly url: string
  /** Where the address has moved to for good, if it has. */
  readonly movedTo: string | null
}

/** Reads an address outside. Rejects with an OutsideError, and with nothing else. */
export type FetchOutside = (url: string, request: { readonly headers?: Readonly<Record<string, string>>, readonly mostBytes: number, readonly signal?: AbortSignal }) => Promise<OutsideAnswer>
