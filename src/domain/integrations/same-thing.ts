import type { NormalizedEvent } from './normalized-event.ts'

const MAIL = 'email'

/** A name of something that is told of. */
export interface ThingName {
  readonly source: string
  readonly externalId: string
}

/** One thing: what was told of it now, all its names, and the reports that have some of them already. */
export interface Thing<T> {
  readonly told: T[]
  readonly names: ThingName[]
  readonly reportIds: string[]
}

/**
 * The names of what an event tells of. A mail's has its sender in it: whoever was sent a mail knows its Message-ID, and could else
 * write over what is kept of it.
 */
export function namesOf ({ source, externalId, aliases = [], parties = [] }: NormalizedEvent): [ThingName, ...ThingName[]] {
  const sender = source === MAIL ? parties.find(({ role }) => role === 'FROM')?.identities.find(({ kind }) => kind === 'EMAIL')?.value : undefined
  const suffix = sender === undefined ? '' : ` ${sender.trim().toLowerCase()}`
  return [{ source, externalId: externalId + suffix }, ...aliases.map(alias => ({ source, externalId: alias + suffix }))]
}

/** What an interaction is known by that is made of what has this name. */
export function externalIdOf ({ source, externalId }: ThingName): string {
  const end = source === MAIL ? externalId.indexOf(' ') : -1
  return end < 0 ? externalId : externalId.slice(0, end)
}

/**
 * What was told, by what it was told of: whatever shares a name, by itself or through others, is one thing; and so is all that one
 * report is known by (`known`). In the order in which each was first told of.
 */
export function byThing<T extends { readonly event: NormalizedEvent }> (items: readonly T[], known: readonly (ThingName & { readonly reportId: string })[]): Thing<T>[] {
  const find = unionFind()
  for (const name of known) find.join(keyOf(name), name.reportId)
  for (const { event } of items) for (const name of namesOf(event)) find.join(keyOf(namesOf(event)[0]), keyOf(name))
  const things = new Map<string, Thing<T>>()
  for (const item of items) {
    const root = find.root(keyOf(namesOf(item.event)[0]))
    const thing = things.get(root) ?? { told: [], names: [], reportIds: [] }
    things.set(root, thing)
    thing.told.push(item)
    for (const name of namesOf(item.event)) if (!thing.names.some(present => keyOf(present) === keyOf(name))) thing.names.push(name)
  }
  for (const reportId of new Set(known.map(each => each.reportId))) things.get(find.root(reportId))?.reportIds.push(reportId)
  return [...things.values()]
}

function keyOf ({ source, externalId }: ThingName): string {
  // Neither can contain it.
  return `${source}\u0000${externalId}`
}

function unionFind () {
  const parents = new Map<string, string>()
  function root (key: string): string {
    const parent = parents.get(key)
    if (parent === undefined || parent === key) return key
    const found = root(parent)
    parents.set(key, found)
    return found
  }
  return { root, join: (one: string, other: string): void => { parents.set(root(one), root(other)) } }
}
