import { DAY_MS } from '../../../domain/quality/totals/decay.ts'
import { daysBefore, officeTime, rhythm } from '../calendar.ts'
import { either, evening, exchange, mail, mailThread, meeting, type Episode, type Scene } from '../episodes.ts'
import type { Random } from '../random.ts'

/** The last coffee lay so many days ago: with a cadence of 90 days three are on time, two due, two late, one given up. */
const LAST_COFFEE = [8, 40, 72, 97, 115, 150, 200, 290]
const QUARTER_DAYS = 91
const FRIEND_SILENCE = [1, 3, 6, 12, 25, 60]
const PRIVATE_CHANNELS = ['SMS', 'DIRECT_MESSAGE', 'VOICE_MESSAGE', 'SMS', 'DIRECT_MESSAGE'] as const

/** Coffee each quarter, arranged by mail and thanked for; a letter to some. */
export function mentorStory (scene: Scene): Episode[] {
  const { random, now, place } = scene
  const lastDaysAgo = LAST_COFFEE[place % LAST_COFFEE.length]!
  const coffees: number[] = []
  for (let daysAgo = lastDaysAgo; daysAgo < 360; daysAgo += QUARTER_DAYS) coffees.push(daysBefore(now, daysAgo))
  return [
    ...coffees.flatMap(at => [
      ...mailThread(scene, at - 12 * DAY_MS, 'OUTBOUND', 3, 20),
      meeting(scene, 'IN_PERSON', at, { subject: 'Coffee', summary: `Asked what they would do about ${random.pick(scene.person.topics)}; left with three names and a book.` }),
      mail(officeTime(random, at + DAY_MS), 'OUTBOUND', 'Thank you for the coffee', 'Said what we will try first.')
    ]),
    ...place % 2 === 0 ? [letter(random, daysBefore(now, lastDaysAgo + 45))] : []
  ]
}

/** Short messages at any hour, a call, dinner every other month. */
export function friendStory (scene: Scene): Episode[] {
  const { random, now, place } = scene
  const untilDaysAgo = FRIEND_SILENCE[place % FRIEND_SILENCE.length]!
  return [
    ...rhythm(random, now, { fromDaysAgo: 360, untilDaysAgo, everyDays: 13 }).flatMap(at => exchange(scene, random.pick(PRIVATE_CHANNELS), at, either(random)).slice(0, random.chance(0.25) ? 1 : 2)),
    ...rhythm(random, now, { fromDaysAgo: 350, untilDaysAgo: untilDaysAgo + 1, everyDays: 55 }).map(at => evening(scene, at, random.pick(['Dinner', 'Pizza and a board game', 'Concert, then noodles']))),
    ...rhythm(random, now, { fromDaysAgo: 330, untilDaysAgo: untilDaysAgo + 1, everyDays: 80 }).map(at => meeting(scene, 'PHONE_CALL', at, { subject: 'On the phone' })),
    ...place % 4 === 0 ? [letter(random, daysBefore(now, untilDaysAgo + 30))] : []
  ]
}

/** Weekly for months, and then nothing: nobody decided that. */
export function dormantStory (scene: Scene): Episode[] {
  const { random, now, place } = scene
  const untilDaysAgo = 150 + (place * 11) % 130
  return [
    ...rhythm(random, now, { fromDaysAgo: 363, untilDaysAgo: untilDaysAgo + 4, everyDays: 8 }).flatMap(at => mailThread(scene, at, either(random), random.whole(1, 3), 8)),
    ...rhythm(random, now, { fromDaysAgo: 355, untilDaysAgo, everyDays: 45 }).map(at => meeting(scene, random.pick(['MEAL', 'VIDEO_CALL']), at))
  ]
}

/** Week after week until more than a year ago, and not a word since. */
export function lostStory (scene: Scene): Episode[] {
  const { random, now, place } = scene
  const untilDaysAgo = 385 + 18 * place
  return [
    ...rhythm(random, now, { fromDaysAgo: 660, untilDaysAgo: untilDaysAgo + 3, everyDays: 6 }).flatMap(at => mailThread(scene, at, either(random), random.whole(2, 3), 8)),
    ...rhythm(random, now, { fromDaysAgo: 650, untilDaysAgo, everyDays: 28 }).map(at => meeting(scene, random.pick(['MEAL', 'VIDEO_CALL', 'IN_PERSON']), at))
  ]
}

function letter (random: Random, at: number): Episode {
  const summary = random.pick(['Two pages by hand, with a photograph.', 'A postcard from the coast.', 'A card, and a cutting from the paper.'])
  const occurredAt = officeTime(random, at)
  return { channel: 'LETTER', direction: either(random), status: 'HELD', occurredAt, durationMinutes: null, subject: 'A letter', summary, source: 'api' }
}
