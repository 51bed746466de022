import { identityKey, MOST_IDENTITIES, MOST_TAGS, type IdentityInput } from '../../domain/contacts/contact.ts'
import { normalizeIdentity, type IdentityKind } from '../../domain/contacts/identity.ts'
import type { ImportRow } from '../../domain/imports/import-row.ts'
import { searchKey, wellFormed } from '../../domain/text.ts'
import { Refusal } from '../../domain/refusal.ts'
import { readableNumber, type Address } from './known-address.ts'

const LONGEST = { name: 200, organization: 200, title: 200, notes: 20_000, tag: 50, label: 50, externalId: 500 }

/** What else a file says of an address: what it is for, and how much it is preferred, where it is (1 most). */
export interface AddressNotes {
  readonly label?: string | null
  readonly pref?: number
}

export interface ContactFields {
  /** What they could be called, the best first. */
  readonly names: readonly (string | null | undefined)[]
  readonly organization?: string | null
  readonly title?: string | null
  readonly externalId?: string | null
}

/** A person of a file, as it is read: what no field can hold becomes a line of the notes. */
export interface ContactDraft {
  /** An address that cannot be read as one of its kind is kept in the notes, by the name that `what` gives it. */
  readonly address: (what: string, address: Address, notes?: AddressNotes) => void
  /** A telephone; a fax or a pager, by its label or as it is said, goes to the notes: others may answer there. */
  readonly number: (typed: string, notes?: AddressNotes, machine?: 'Fax' | 'Pager') => void
  readonly tag: (name: string) => void
  /** The person's own words, as they are. */
  readonly words: (text: string) => void
  /** A line `Label: value`; nothing where there is no value. */
  readonly line: (label: string, value: string | null | undefined) => void
  readonly finish: (line: number, fields: ContactFields) => ImportRow
}

interface DraftIdentity { readonly kind: IdentityKind, readonly value: string, label: string | null, pref: number }

/** Begins with nothing known; phone numbers without their country are read as of `defaultCountry`. */
export function contactDraft (defaultCountry: string): ContactDraft {
  const identities = new Map<string, DraftIdentity>()
  const tags = new Map<string, string>()
  const words: string[] = []
  const lines = new Set<string>()

  const line = (label: string, value: string | null | undefined) => {
    const text = tidy(value)
    if (text !== '') lines.add(label === '' ? text : `${label}: ${text}`)
  }
  const address: ContactDraft['address'] = (what, { kind, value, service }, { label = null, pref = Infinity } = {}) => {
    const typed = oneLine(value)
    const named = clip(oneLine(label ?? service), LONGEST.label)
    const key = keyOf(kind, typed, defaultCountry)
    const known = key === null ? undefined : identities.get(key)
    if (typed === '') return
    if (known) {
      known.label ??= named || null
      known.pref = Math.min(known.pref, pref)
    } else if (key === null || identities.size >= MOST_IDENTITIES) {
      line(named === '' ? what : `${what} (${named})`, value)
    } else {
      identities.set(key, { kind, value: typed, label: named || null, pref })
    }
  }
  const number: ContactDraft['number'] = (typed, notes = {}, machine) => {
    const device = machine ?? (/fax\b/i.test(notes.label ?? '') ? 'Fax' : /\bpager\b/i.test(notes.label ?? '') ? 'Pager' : undefined)
    if (device) line(notes.label ? `${device} (${notes.label})` : device, readableNumber(typed))
    else address('Phone', { kind: 'PHONE', value: readableNumber(typed) }, notes)
  }
  const tag = (name: string) => {
    const plain = oneLine(name)
    if (plain === '' || tags.has(searchKey(plain))) return
    if (plain.length > LONGEST.tag || tags.size >= MOST_TAGS) line('Tag', plain)
    else tags.set(searchKey(plain), plain)
  }

  return {
    address,
    number,
    tag,
    line,
    words: text => {
      if (tidy(text) !== '') words.push(tidy(text))
    },
    finish: (at, { names, organization, title, externalId }) => {
      const found = [...identities.values()]
      const called = [...names, organization, found.find(({ kind }) => kind === 'EMAIL')?.value, found[0]?.value].map(oneLine).find(name => name !== '')
      if (!called) return { line: at, skipped: 'It has no name, and no address to name it by.' }
      const field = (name: 'name' | 'organization' | 'title', label: string, value: string) => {
        if (value.length > LONGEST[name]) line(label, value)
        return clip(value, LONGEST[name])
      }
      const kept = {
        name: field('name', 'Name', called),
        organization: field('organization', 'Organization', oneLine(organization)),
        title: field('title', 'Title', oneLine(title))
      }
      const id = oneLine(externalId)
      const notes = clip([...words, [...lines].join('\n')].filter(text => text !== '').join('\n\n'), LONGEST.notes)
      return {
        line: at,
        contact: {
          name: kept.name,
          ...kept.organization && { organization: kept.organization },
          ...kept.title && { title: kept.title },
          ...notes && { notes },
          ...tags.size > 0 && { tags: [...tags.values()] },
          ...found.length > 0 && { identities: found.map(identity => asInput(identity, found)) },
          ...id && id.length <= LONGEST.externalId && { externalId: id }
        }
      }
    }
  }
}

/** Only the most preferred of a kind says that it is, and the first of those. */
function asInput (identity: DraftIdentity, all: readonly DraftIdentity[]): IdentityInput {
  const { kind, value, label, pref } = identity
  const best = Math.min(...all.filter(other => other.kind === kind).map(other => other.pref))
  const isPrimary = pref < Infinity && all.find(other => other.kind === kind && other.pref === best) === identity
  return { kind, value, ...label && { label }, ...isPrimary && { isPrimary } }
}

function keyOf (kind: IdentityKind, value: string, defaultCountry: string): string | null {
  try {
    return identityKey({ kind, normalized: normalizeIdentity(kind, value, defaultCountry) })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return null
  }
}

function oneLine (text: string | null | undefined): string {
  return tidy(text).replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}

function tidy (text: string | null | undefined): string {
  return wellFormed((text ?? '').replaceAll('\u0000', '').replace(/\r\n?/g, '\n')).trim()
}

/** Whole characters only. */
function clip (text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, '').trimEnd()
}
