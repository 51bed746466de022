import type { Actor } from '../../src/domain/actor.ts'
import type { AgendaFilter } from '../../src/domain/agenda/agenda-filter.ts'
import { listAgenda } from '../../src/operations/agenda/list-agenda.ts'
import { listAllContacts } from '../../src/operations/contacts/find-contacts.ts'
import { DAILY, fillSuggestions } from '../../test/database/support/suggestion-crowd.ts'
import { MOST_TIMES } from './cases.ts'
import type { Workspaces } from './compare.ts'
import type { Cost, Meter } from './measure.ts'
import { tell } from './tell.ts'

/** How many of a workspace's contacts are overdue. Where they are few it is as many in both, since a day of fewer costs less; none of them may have the tag. */
const STATES: readonly (readonly [name: string, of: (contacts: number, many: number) => number, mayBeEmpty: boolean])[] = [
  ['half of them', contacts => contacts / 2, false],
  ['all of them', contacts => contacts, false],
  ['one in a thousand of the larger', (_, many) => many / 1000, true]
]

/** Each of six kinds is looked for in an index, which may have a level more: a fifth of what an agenda with nothing in it costs. */
const MORE_LEVELS = 6
const TAG = 'tag 7'
/** For each contact that has the tag, beside what the small workspace costs: that they have it, and what they have open. */
const PAGES_PER_TAGGED = 22

const FILTERS: readonly (readonly [name: string, filter: AgendaFilter, hasRows: boolean])[] = [
  ['everything', {}, true],
  ['kind that is rare', { kind: ['LET_REST'] }, true],
  ['kind that is absent', { kind: ['THANK'] }, false]
]

/** Prints what an agenda costs in the small workspace and in the large one, where much is overdue and where little is; whether all is within bounds. */
export async function compareAgendas (meter: Meter, adminUrl: string, { small, few, large, many }: Workspaces): Promise<boolean> {
  const cost = (actor: Actor, filter: AgendaFilter): Promise<Cost> =>
    meter.cost(actor, async ctx => (await listAgenda(ctx, { first: DAILY, filter })).page.items.length)
  const tagged = await meter.ask(large, async ctx => (await listAllContacts(ctx, { first: 1, filter: { tags: [TAG] } })).count())
  const results: boolean[] = []
  for (const [state, overdueOf, mayBeEmpty] of STATES) {
    await fillSuggestions(adminUrl, [
      { workspaceId: large.workspaceId, overdue: overdueOf(many, many) },
      { workspaceId: small.workspaceId, overdue: overdueOf(few, many) }
    ])
    console.log(`An agenda at ${few} and at ${many} contacts, ${state} overdue`)
    for (const [name, filter, hasRows] of FILTERS) {
      const before = await cost(small, filter)
      results.push(tell(`agenda of ${name}`, before, await cost(large, filter), before.pages * MOST_TIMES + MORE_LEVELS, hasRows))
    }
    const before = await cost(small, { tags: [TAG] })
    results.push(tell('agenda of a tag', before, await cost(large, { tags: [TAG] }), before.pages * MOST_TIMES + PAGES_PER_TAGGED * tagged, mayBeEmpty ? null : true))
  }
  return results.every(Boolean)
}
