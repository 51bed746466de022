import fc from 'fast-check'
import t from 'tap'
import type { Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { insertContacts } from '../../../src/database/contacts/contacts.ts'
import { insertTotals, touchesOf } from '../../../src/database/interactions/totals.ts'
import { inWorkspace } from '../../../src/database/tenancy.ts'
import { addTouches, type DatedQuestion } from '../../../src/domain/quality/totals/add-touches.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { emptyTotals } from '../../../src/domain/quality/totals/totals.ts'
import { compareTouches } from '../../../src/domain/quality/totals/touch.ts'
import { deleteContact } from '../../../src/operations/contacts/delete-contact.ts'
import { deleteInteraction } from '../../../src/operations/interactions/delete-interaction.ts'
import { logInteractions } from '../../../src/operations/interactions/log-interactions.ts'
import { updateInteraction } from '../../../src/operations/interactions/update-interaction.ts'
import { firstWorkspace, NOW, requestOf, type FirstWorkspace } from '../support/first-workspace.ts'
import { onDatabase } from '../../support/server.ts'

const PEOPLE = ['ada', 'grace', 'linus']

async function withPeople (t: Test): Promise<FirstWorkspace & { ids: string[] }> {
  const workspace = await firstWorkspace(t)
  const ids = PEOPLE.map(() => uuidv7())
  await meet(workspace, ids)
  return { ...workspace, ids }
}

async function meet ({ database, owner }: FirstWorkspace, ids: readonly string[]): Promise<void> {
  await inWorkspace(database, owner.workspaceId, async db => {
    await insertContacts(db, ids.map((id, index) => ({
      id, name: PEOPLE[index] ?? '', organization: null, title: null, notes: null, tags: [], targetDays: null, paused: false, version: 1, createdAt: NOW, updatedAt: NOW
    })))
    await insertTotals(db, ids, NOW)
  })
}

/** The rows that are kept, and those that the interactions give. */
async function questions ({ database, adminUrl, owner }: FirstWorkspace, ids: readonly string[]) {
  const rows = await onDatabase(adminUrl, sql => sql<{ contact: string, id: string, opened: Date, closed: Date, answered: boolean }[]>`
    select contact_id as contact, interaction_id as id, opened_at as opened, closed_at as closed, is_answered as answered from app.question`)
  const touches = await inWorkspace(database, owner.workspaceId, db => touchesOf(db, ids, Infinity))
  const told = (contactId: string, { id, openedAt, closedAt, isAnswered }: DatedQuestion) =>
    `${contactId} ${id} ${new Date(openedAt).toISOString()} ${new Date(closedAt).toISOString()} ${isAnswered}`
  return {
    kept: rows.map(row => told(row.contact, { id: row.id, openedAt: row.opened.getTime(), closedAt: row.closed.getTime(), isAnswered: row.answered })).sort(),
    given: [...touches].flatMap(([contactId, list]) => addTouches(emptyTotals(), [...list].sort(compareTouches)).questions.map(each => told(contactId, each))).sort()
  }
}

const meetings = fc.record({
  with: fc.uniqueArray(fc.nat({ max: PEOPLE.length - 1 }), { minLength: 1, maxLength: 3 }),
  hoursAgo: fc.integer({ min: 0, max: 24 * 40 }),
  channel: fc.constantFrom('EMAIL' as const, 'EMAIL' as const, 'REACTION' as const, 'BULK' as const),
  direction: fc.constantFrom('INBOUND' as const, 'OUTBOUND' as const, 'OUTBOUND' as const, 'MUTUAL' as const)
})

const changes = fc.array(fc.oneof(
  fc.record({ what: fc.constant('log' as const), rows: fc.array(meetings, { minLength: 1, maxLength: 5 }) }),
  fc.record({ what: fc.constant('move' as const), which: fc.nat(), hoursAgo: fc.integer({ min: 0, max: 24 * 40 }) }),
  fc.record({ what: fc.constant('cancel' as const), which: fc.nat() }),
  fc.record({ what: fc.constant('delete' as const), which: fc.nat() })
), { minLength: 1, maxLength: 12 })

t.test('the questions that are kept are those that the interactions give, through whatever is logged, moved, cancelled and deleted', async t => {
  const workspace = await firstWorkspace(t)
  await fc.assert(fc.asyncProperty(changes, async list => {
    const ids = PEOPLE.map(() => uuidv7())
    await meet(workspace, ids)
    const logged: string[] = []
    for (const change of list) {
      const ctx = requestOf(t, workspace.database, workspace.owner)
      const id = 'which' in change ? logged[change.which % logged.length] : undefined
      if (change.what === 'log') {
        const results = await logInteractions(ctx, {
          interactions: change.rows.map(({ hoursAgo, ...row }) => ({
            ...row, occurredAt: NOW - hoursAgo * DAY_MS / 24, participants: row.with.map(index => ({ contactId: ids[index] ?? null }))
          }))
        })
        for (const result of results) if (result.outcome === 'CREATED') logged.push(result.interaction.id)
      } else if (id) {
        if (change.what === 'move') await updateInteraction(ctx, { id, occurredAt: NOW - change.hoursAgo * DAY_MS / 24 })
        else if (change.what === 'cancel') await updateInteraction(ctx, { id, status: 'CANCELLED' })
        else {
          await deleteInteraction(ctx, { id })
          logged.splice(logged.indexOf(id), 1)
        }
      }
    }
    const { kept, given } = await questions(workspace, ids)
    for (const id of ids) await deleteContact(requestOf(t, workspace.database, workspace.owner), { id })
    return JSON.stringify(kept) === JSON.stringify(given)
  }), { numRuns: 60, endOnFailure: true })
})

t.test('a contact that is deleted takes its questions along', async t => {
  const workspace = await withPeople(t)
  const ctx = requestOf(t, workspace.database, workspace.owner)
  const [ada = '', grace = ''] = workspace.ids
  await logInteractions(ctx, { interactions: [{ channel: 'EMAIL', direction: 'OUTBOUND', occurredAt: NOW, participants: [{ contactId: ada }, { contactId: grace }] }] })
  t.equal((await questions(workspace, [ada, grace])).kept.length, 2)
  await deleteContact(ctx, { id: ada })
  t.match((await questions(workspace, [grace])).kept, [grace])
})

t.test('what has not changed is not written again', async t => {
  const workspace = await withPeople(t)
  const [ada = ''] = workspace.ids
  const write = (hoursAgo: number) => logInteractions(requestOf(t, workspace.database, workspace.owner), {
    interactions: [{ channel: 'EMAIL', direction: 'OUTBOUND', occurredAt: NOW - hoursAgo * DAY_MS / 24, participants: [{ contactId: ada }] }]
  })
  const versions = () => onDatabase(workspace.adminUrl, async sql => [...await sql`select interaction_id, xmin::text from app.question order by opened_at`])
  await write(24 * 30)
  const first = await versions()
  await write(24 * 20)
  t.strictSame((await versions()).slice(0, 1), first, 'by a touch in its order')
  await write(24 * 10 + 1)
  await write(24 * 25)
  t.strictSame((await versions()).slice(0, 1), first, 'by a replay of all touches')
})
