import { isSupportedCountry } from 'libphonenumber-js/min'
import { NEW_CONTACT_POLICIES, type NewContactPolicy } from '../integrations/integration.ts'
import { Refusal, type FieldError } from '../refusal.ts'
import { wellFormed } from '../text.ts'
import type { ImportChoices } from './import.ts'

/** What a member says along with a file. */
export interface UploadRequest {
  readonly fileName: string
  readonly dryRun: boolean
  readonly choices: ImportChoices
}

/** What holds where nothing is said, and what can be said of the columns of a CSV. */
export interface ChoiceDefaults extends Pick<ImportChoices, 'timeZone' | 'defaultCountry'> {
  readonly fields: readonly string[]
}

type Wrong = (path: string, message: string) => undefined

const ONCE = ['timeZone', 'defaultCountry', 'columns', 'newContacts', 'overwrite', 'keepText', 'dryRun', 'fileName']
const MOST = { me: 50, columns: 200 }
const LONGEST = { me: 500, heading: 500, fileName: 255 }
const NAMELESS = 'file'

/**
 * What the parameters of an upload say. Refuses (INVALID) unknown parameters and wrong values, all of them at once, each with what is possible.
 */
export function readChoices (parameters: Iterable<readonly [string, string]>, { fields, timeZone, defaultCountry }: ChoiceDefaults): UploadRequest {
  const errors: FieldError[] = []
  const wrong: Wrong = (path, message) => { errors.push({ path, message }) }
  const said = new Map<string, string>()
  const me = new Set<string>()
  for (const [name, value] of parameters) {
    if (name === 'me') readMe(value, me, wrong)
    else if (!ONCE.includes(name)) wrong(name.slice(0, 50), `is no parameter; there are me, ${ONCE.join(', ')}.`)
    else if (said.has(name)) wrong(name, 'is given more than once.')
    else said.set(name, value)
  }
  if (me.size > MOST.me) wrong('me', `is given ${me.size} times; at most ${MOST.me} are read.`)
  const read = <T>(name: string, otherwise: T, of: (value: string) => T | undefined): T => {
    const value = said.get(name)
    return value === undefined ? otherwise : of(value) ?? otherwise
  }
  const flag = (name: string) => read(name, false, value => ['true', 'false'].includes(value) ? value === 'true' : wrong(name, `is “${cut(value)}”; it is true or false.`))
  const columns = read<ImportChoices['columns'] | null>('columns', null, value => readColumns(value, fields, wrong))
  const request: UploadRequest = {
    fileName: read('fileName', NAMELESS, readFileName),
    dryRun: flag('dryRun'),
    choices: {
      me: [...me],
      timeZone: read('timeZone', timeZone, value => isTimeZone(value) ? value : wrong('timeZone', `is “${cut(value)}”, which is no time zone such as Europe/Berlin.`)),
      defaultCountry: read('defaultCountry', defaultCountry, value => readCountry(value, wrong)),
      ...columns && { columns },
      newContacts: read<NewContactPolicy>('newContacts', 'CREATE', value => (
        NEW_CONTACT_POLICIES.find(policy => policy === value) ?? wrong('newContacts', `is “${cut(value)}”, which is none of ${NEW_CONTACT_POLICIES.join(', ')}.`)
      )),
      overwrite: flag('overwrite'),
      keepText: flag('keepText')
    }
  }
  if (errors.length > 0) throw new Refusal('INVALID', errors.map(({ path, message }) => `${path} ${message}`).join(' '), { fields: errors })
  return request
}

function readMe (value: string, me: Set<string>, wrong: Wrong): void {
  const typed = plain(value)
  if (typed === '') wrong('me', 'is empty; it is an address, a number, a profile or a name of yours.')
  else if (typed.length > LONGEST.me) wrong('me', `is longer than ${LONGEST.me} characters.`)
  else me.add(typed)
}

/** The last part of a path, as browsers and shells give them. */
function readFileName (value: string): string {
  return wellFormed(plain(value).replace(/^.*[/\\]/, '').slice(0, LONGEST.fileName)) || NAMELESS
}

function readCountry (value: string, wrong: Wrong): string | undefined {
  const country = value.toUpperCase()
  return isSupportedCountry(country) ? country : wrong('defaultCountry', `is “${cut(value)}”, which is no country such as DE (ISO 3166).`)
}

function readColumns (value: string, fields: readonly string[], wrong: Wrong): ImportChoices['columns'] | undefined {
  const columns = parsed(value)
  if (typeof columns !== 'object' || columns === null || Array.isArray(columns)) return wrong('columns', 'is no JSON object such as {"Full name": "name", "Mail": "email"}.')
  const entries = Object.entries(columns)
  if (entries.length === 0) return wrong('columns', 'names no column.')
  if (entries.length > MOST.columns) return wrong('columns', `names ${entries.length} columns; at most ${MOST.columns} are read.`)
  const long = entries.find(([heading]) => heading.length > LONGEST.heading)
  if (long) return wrong('columns', `has a heading longer than ${LONGEST.heading} characters.`)
  for (const [heading, field] of entries) {
    if (!fields.includes(field)) wrong('columns', `says that “${cut(heading)}” is ${typeof field === 'string' ? `“${cut(field)}”` : 'no text'}, which is none of ${fields.join(', ')}.`)
  }
  // Written anew: a heading may be called like what every object has.
  return Object.fromEntries(entries.map(([heading, field]) => [plain(heading), String(field)]))
}

function parsed (json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function isTimeZone (name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Without what a terminal or a database could not show. */
function plain (text: string): string {
  return wellFormed(text.replace(/\p{Cc}+/gu, ' ')).trim()
}

function cut (text: string): string {
  return text.length > 50 ? `${text.slice(0, 50)}…` : text
}
