import { GraphQLError, GraphQLScalarType } from 'graphql'
import { normalizeEmail } from '../domain/contacts/identity.ts'
import { parseRfc3339 } from '../domain/rfc-3339.ts'

const EARLIEST_MS = Date.parse('0001-01-01T00:00:00Z')
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z')
const LONGEST_URL = 2048

/**
 * An instant. In: RFC 3339 with an offset, read to epoch milliseconds; a date alone, or a time without its offset, is refused.
 * Out: a Date or milliseconds since 1970, written in UTC with milliseconds.
 */
export const DateTime = new GraphQLScalarType<number, string>({
  name: 'DateTime',
  description: 'An instant: RFC 3339 with an offset, such as 2026-03-01T09:30:00+01:00. A date alone, or a time without its offset, is refused.\nAnswers are in UTC with milliseconds.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  parseValue: readInstant,
  serialize: writeInstant
})

/** A web address (http or https), kept as it is typed. */
export const URL = new GraphQLScalarType<string, string>({
  name: 'URL',
  description: 'An absolute http or https address.',
  specifiedByURL: 'https://url.spec.whatwg.org/',
  parseValue: readUrl,
  serialize: writeText
})

/** An e-mail address, read to its normal spelling: lower case, the domain in ASCII. */
export const EmailAddress = new GraphQLScalarType<string, string>({
  name: 'EmailAddress',
  description: 'An e-mail address, such as ada@example.org.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc5321',
  parseValue: readEmailAddress,
  serialize: writeText
})

function readInstant (value: unknown): number {
  const ms = typeof value === 'string' ? parseRfc3339(value) : null
  if (ms === null || ms < EARLIEST_MS || ms > LATEST_MS) {
    throw new GraphQLError('DateTime takes RFC 3339 with an offset, such as 2026-03-01T09:30:00Z.')
  }
  return ms
}

function writeInstant (value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'number') return new Date(value).toISOString()
  throw new TypeError(`DateTime cannot be written from a ${typeof value}.`)
}

function readUrl (value: unknown): string {
  if (typeof value !== 'string' || value.length > LONGEST_URL || !/^https?:\/\//i.test(value) || !globalThis.URL.canParse(value)) {
    throw new GraphQLError(`URL takes an absolute http or https address of at most ${LONGEST_URL} characters.`)
  }
  return value
}

function readEmailAddress (value: unknown): string {
  const address = typeof value === 'string' ? normalizeEmail(value) : null
  if (!address) throw new GraphQLError('EmailAddress takes an address such as ada@example.org.')
  return address
}

function writeText (value: unknown): string {
  if (typeof value === 'string') return value
  throw new TypeError(`Text cannot be written from a ${typeof value}.`)
}
