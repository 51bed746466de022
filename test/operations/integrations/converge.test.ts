import { array, assert, asyncProperty, constantFrom, integer, nat, record, tuple } from 'fast-check'
import t from 'tap'
import { firstWorkspace, NOW } from '../support/first-workspace.ts'
import { keptTotals, recomputed } from '../support/recomputed.ts'
import { deliverer } from './support/deliver.ts'

const MINUTE = 60_000
const first = await firstWorkspace(t)
const { sql, integrate, deliver, process } = deliverer(t, first)
const integrations = [await integrate('CAL_COM', { newContacts: 'CREATE' }), await integrate('CAL_COM')]

function iso (at: number): string {
  return new Date(at).toISOString()
}

/** What Cal.com tells of a meeting in the course of its life; each step some minutes after the one before. */
const STEPS = ['BOOKING_CREATED', 'BOOKING_RESCHEDULED', 'BOOKING_RESCHEDULED', 'BOOKING_CANCELLED', 'MEETING_ENDED'] as const

function bodyOf (meeting: string, guest: string, step: number, uid: string, before: string | null, start: number): object {
  const told = { uid, startTime: iso(start), endTime: iso(start + 30 * MINUTE), title: `Engines ${step}`, ...before && { rescheduleUid: before } }
  const people = { organizer: { email: 'grace@navy.example', name: 'Grace', timeZone: 'UTC' }, attendees: [{ email: `${guest}@engines.example`, name: guest, timeZone: 'UTC' }] }
  const trigger = { triggerEvent: STEPS[step], createdAt: iso(NOW - 200 * MINUTE + step * 10 * MINUTE) }
  return STEPS[step] === 'MEETING_ENDED' ? { ...trigger, ...told, ...people, status: 'ACCEPTED' } : { ...trigger, payload: { ...told, ...people, bookingId: meeting } }
}

/** The deliveries of one life: booked, moved once or twice or not at all, and cancelled or held. */
function life (meeting: string, moves: number, end: 3 | 4): object[] {
  const steps = [0, ...[1, 2].slice(0, moves), end]
  return steps.map((step, place) => {
    const moved = Math.min(place, moves)
    return bodyOf(meeting, `guest-${meeting}`, step, `${meeting}-${moved}`, step === 1 || step === 2 ? `${meeting}-${moved - 1}` : null, NOW - 150 * MINUTE + moved * MINUTE)
  })
}

async function outcomeOf (prefix: string): Promise<string[]> {
  const rows = await sql<{ told: string }[]>`
    select concat_ws(' ', i.status, i.occurred_at at time zone 'UTC', i.subject, i.channel, i.duration_minutes, array(
      select replace(c.name, ${prefix}, '') from app.participant x join app.contact c on c.id = x.contact_id where x.interaction_id = i.id order by 1)::text) as told
    from app.interaction i where i.external_id like ${`${prefix}%`} order by 1`
  return rows.map(({ told }) => told)
}

let runs = 0

t.test('meetings come out the same in whatever order their deliveries arrive, and however often each does', async t => {
  const lives = array(record({ moves: nat(2), end: constantFrom(3 as const, 4 as const) }), { minLength: 1, maxLength: 3 })
  await assert(asyncProperty(lives, array(tuple(integer(), nat(1), nat(3)), { minLength: 15, maxLength: 15 }), async (lives, dice) => {
    const bodies = (prefix: string): object[] => lives.flatMap(({ moves, end }, index) => life(`${prefix}${index}`, moves, end))
    const [straight, shuffled] = [`s${runs}x`, `r${runs++}x`]
    await deliver(integrations[0] as string, ...bodies(straight))
    await process()
    const all = bodies(shuffled).flatMap((body, index) => Array.from({ length: 1 + (dice[index]?.[1] ?? 0) }, (_, again) => ({ body, order: (dice[index]?.[0] ?? 0) * (again + 1) % 1009 })))
    for (const [index, { body }] of all.sort((a, b) => a.order - b.order).entries()) {
      await deliver(integrations[index % 2] as string, body)
      if (dice[index % dice.length]?.[2] === 0) await process()
    }
    await process()
    const expected = await outcomeOf(straight)
    t.equal(expected.length, lives.length, 'each meeting is one interaction')
    t.strictSame(await outcomeOf(shuffled), expected)
  }), { numRuns: 25 })
  t.strictSame(await keptTotals(first.database, first.owner.workspaceId), await recomputed(first.database, first.owner.workspaceId, NOW))
})

t.test('two meetings that turn out to be one stay one, whichever of their names is told next', async t => {
  const [booked, ended] = [bodyOf('one', 'guest-one', 0, 'one-0', null, NOW - 150 * MINUTE), bodyOf('one', 'guest-one', 4, 'one-1', null, NOW - 149 * MINUTE)]
  const tell = async (...bodies: object[]) => {
    await deliver(integrations[0] as string, ...bodies)
    await process()
    return (await outcomeOf('one')).length
  }
  t.equal(await tell(booked, ended), 2)
  t.equal(await tell(bodyOf('one', 'guest-one', 1, 'one-1', 'one-0', NOW - 149 * MINUTE)), 1)
  for (const body of [booked, ended]) t.equal(await tell(body), 1)
  t.strictSame(await keptTotals(first.database, first.owner.workspaceId), await recomputed(first.database, first.owner.workspaceId, NOW))
})
