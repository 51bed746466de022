import { OutsideError, type OutsideFault } from '../domain/outside.ts'

const BY_CODE: Readonly<Record<string, OutsideFault>> = {
  ENOTFOUND: 'NOT_FOUND',
  EAI_AGAIN: 'NOT_FOUND',
  ENODATA: 'NOT_FOUND',
  UND_ERR_CONNECT_TIMEOUT: 'TIMED_OUT',
  UND_ERR_HEADERS_TIMEOUT: 'TIMED_OUT',
  UND_ERR_BODY_TIMEOUT: 'TIMED_OUT',
  ETIMEDOUT: 'TIMED_OUT',
  UND_ERR_HEADERS_OVERFLOW: 'TOO_LARGE',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'TOO_LARGE'
}

/** The class of what went wrong: a system's own words would tell what is in our network. */
export function faultOf (error: unknown): OutsideFault {
  if (error instanceof OutsideError) return error.fault
  if (!(error instanceof Error)) return 'UNREACHABLE'
  // Of several addresses that were tried, what the first one said; of an error that explains another, that one.
  const [inner] = error instanceof AggregateError ? error.errors as unknown[] : [error.cause]
  if (inner instanceof Error) return faultOf(inner)
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'TIMED_OUT'
  const { code = '' } = error as NodeJS.ErrnoException
  if (BY_CODE[code]) return BY_CODE[code]
  return error.name === 'HTTPParserError' || /^(?:Z_|ERR_BROTLI|ERR__ERROR_FORMAT|ERR_ZLIB)/.test(code) ? 'BROKEN' : 'UNREACHABLE'
}
