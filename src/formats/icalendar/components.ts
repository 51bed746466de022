import type { TextLine } from '../text-lines.ts'

/** An event or a time zone of a calendar, as the lines between its BEGIN and its END, unfolded. */
export interface Component {
  readonly name: 'VEVENT' | 'VTIMEZONE'
  /** On which its BEGIN stands. */
  readonly line: number
  readonly properties: readonly string[]
  /** What the calendar around it does with it, in capitals; empty where it does not say. */
  readonly method: string
  readonly fault: string | null
}

/** What the cutter finds: a component, or the end of a calendar. */
export type Found = Component | { readonly name: 'END', readonly line: number }

/** Where we look; the rest (attachments, descriptions in HTML, what programs keep for themselves) can be far larger than all of it. */
const NEEDED = new Set([
  'UID', 'RECURRENCE-ID', 'SEQUENCE', 'STATUS', 'DTSTAMP', 'LAST-MODIFIED', 'DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RDATE', 'EXDATE', 'SUMMARY', 'DESCRIPTION',
  'LOCATION', 'URL', 'ORGANIZER', 'ATTENDEE',
  'TZID', 'TZOFFSETFROM', 'TZOFFSETTO', 'BEGIN', 'END'
])
const NAME = /^([a-z0-9-]{1,60})[;:]/i
const TEXTS = /^(?:DESCRIPTION|SUMMARY|LOCATION)[;:]/i
/** In UTF-16 units: 500 guests with all that is said of them are 100,000. */
const LONGEST_COMPONENT = 400_000
const TOO_LONG = `It is longer than ${LONGEST_COMPONENT} characters.`

/** Cuts a calendar into its components. */
export interface ComponentCutter {
  readonly push: (line: TextLine) => Found[]
  /** What was begun and did not end. */
  readonly end: () => Found[]
}

/** Takes the lines of a calendar one by one; a component that does not end before the next one begins costs itself and no other. */
export function componentCutter (): ComponentCutter {
  let open: { name: Component['name'], line: number, properties: string[][], length: number, isTooLong: boolean } | null = null
  /** Of what lies within an event, such as its alarms, nothing is ours. */
  let inner: string | null = null
  let isKept = false
  let method = ''

  function closed (fault: string | null): Found[] {
    if (!open) return []
    const { name, line, properties, isTooLong } = open
    open = null
    inner = null
    return [{ name, line, properties: isTooLong ? [] : properties.map(parts => parts.join('')), method, fault: isTooLong ? TOO_LONG : fault }]
  }

  function keep (text: string, isNew: boolean): void {
    if (!open || !isKept) return
    open.length += text.length
    if (open.length > LONGEST_COMPONENT) open.isTooLong = true
    if (open.isTooLong) open.properties = []
    else if (isNew) open.properties.push([text])
    else open.properties.at(-1)?.push(text)
  }

  /** Some programs break the lines of a text as they come, or a name in quotes; after anything else, a line that is none says nothing. */
  function isBroken (): boolean {
    const parts = open?.properties.at(-1)
    const begin = parts?.[0] ?? ''
    return TEXTS.test(begin) || (parts?.length === 1 && begin.split('"').length % 2 === 0)
  }

  function push ({ line, text }: TextLine): Found[] {
    if (/^[ \t]/.test(text)) {
      keep(text.slice(1), false)
      return []
    }
    const property = NAME.exec(text)?.[1]?.toUpperCase()
    if (property === undefined) {
      if (text !== '' && isBroken()) keep(`\\n${text}`, false)
      return []
    }
    isKept = false
    const value = text.slice(property.length + 1).trim().toUpperCase()
    if (property === 'BEGIN' && (value === 'VEVENT' || value === 'VTIMEZONE' || value === 'VCALENDAR')) {
      const broken = closed('It does not end before the next one begins.')
      if (value === 'VCALENDAR') method = ''
      else open = { name: value, line, properties: [], length: 0, isTooLong: false }
      return broken
    }
    if (property === 'END' && value === 'VCALENDAR') return [...closed('It has no end.'), { name: 'END', line }]
    if (open && property === 'END' && value === open.name) return closed(null)
    if (!open) {
      if (property === 'METHOD') method = value
    } else if (open.name === 'VEVENT' && property === 'BEGIN') inner ??= value
    else if (property === 'END' && value === inner) inner = null
    else if (inner === null && NEEDED.has(property)) {
      isKept = true
      keep(text, true)
    }
    return []
  }

  return { push, end: () => closed('The file ends before it does.') }
}
