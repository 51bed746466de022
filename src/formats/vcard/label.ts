import type { Property } from './content-line.ts'

/** Types that say how, and not for what; or nothing (an address of the internet). */
const NO_LABEL = new Set(['internet', 'pref', 'voice', 'msg', 'text', 'textphone', 'video', 'x400', 'fax', 'pager', 'postal', 'parcel', 'dom', 'intl', 'contact'])
const NAMES: ReadonlyMap<string, string> = new Map([['cell', 'Mobile'], ['iphone', 'iPhone']])

/** What a label of Apple's is between its marks: `Home` of `_$!<Home>!$_`. */
export function plainLabel (label: string): string {
  return /^_\$!<(.*)>!\$_$/s.exec(label.trim())?.[1] ?? label.trim()
}

/** What an address is for, by the label that its group has or else by its types; null where nothing is said. */
export function labelOf ({ group, types, parameters }: Property, labels: ReadonlyMap<string, string>): string | null {
  const given = labels.get(group ?? '') ?? parameters.get('X-ABLABEL')?.[0]
  if (given !== undefined && given !== '') return given
  const names = types.filter(type => !NO_LABEL.has(type)).map(type => NAMES.get(type) ?? capitalized(type.replace(/^x-/, '')))
  return [...new Set(names)].join(' ') || null
}

/** How much it is preferred: 1 most, 100 least; undefined where it is not. */
export function prefOf ({ types, parameters }: Property): number | undefined {
  const pref = Number(parameters.get('PREF')?.[0])
  if (pref >= 1 && pref <= 100) return pref
  return types.includes('pref') || parameters.has('PREF') ? 1 : undefined
}

export function capitalized (word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
