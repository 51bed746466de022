import { daysBefore, rhythm } from '../calendar.ts'
import { either, mailThread, meeting, message, type Episode, type Scene } from '../episodes.ts'

/** Days of silence up to now, so that some of these ties are on time, some due, some late. */
const CLIENT_SILENCE = [2, 4, 9, 16, 30, 46]
const CLIENT_RHYTHM = [15, 20, 27]
const OCCASIONAL_SILENCE = [8, 35, 80, 140]

/** Mails each week, both ways, and lunch every month. */
export function colleagueStory (scene: Scene): Episode[] {
  const { random, now } = scene
  return [
    ...rhythm(random, now, { fromDaysAgo: 362, untilDaysAgo: 1, everyDays: 11 }).flatMap(at => mailThread(scene, at, either(random), random.whole(1, 3), 5)),
    ...rhythm(random, now, { fromDaysAgo: 350, untilDaysAgo: 4, everyDays: 34 }).map(at => meeting(scene, 'MEAL', at)),
    ...rhythm(random, now, { fromDaysAgo: 340, untilDaysAgo: 10, everyDays: 90 }).map(at => meeting(scene, 'PHONE_CALL', at))
  ]
}

/** Threads every few weeks, calls in between, a visit or two. */
export function clientStory (scene: Scene): Episode[] {
  const { random, now, place } = scene
  const untilDaysAgo = CLIENT_SILENCE[place % CLIENT_SILENCE.length]!
  const everyDays = CLIENT_RHYTHM[place % CLIENT_RHYTHM.length]!
  return [
    ...rhythm(random, now, { fromDaysAgo: 358, untilDaysAgo: untilDaysAgo + 4, everyDays }).flatMap(at => mailThread(scene, at, either(random), random.whole(2, 4))),
    ...rhythm(random, now, { fromDaysAgo: 340, untilDaysAgo, everyDays: 55 }).map(at => meeting(scene, random.pick(['VIDEO_CALL', 'PHONE_CALL']), at)),
    ...rhythm(random, now, { fromDaysAgo: 330, untilDaysAgo, everyDays: 170 }).map(at => meeting(scene, 'IN_PERSON', at))
  ]
}

/** A few threads in the year, a call now and then; people whom we know without a plan. */
export function occasionalStory (scene: Scene): Episode[] {
  const { random, now, place } = scene
  const untilDaysAgo = OCCASIONAL_SILENCE[place % OCCASIONAL_SILENCE.length]!
  return [
    ...rhythm(random, now, { fromDaysAgo: 345 - place * 3, untilDaysAgo: untilDaysAgo + 5, everyDays: 75 }).flatMap(at => mailThread(scene, at, either(random), random.whole(1, 4))),
    ...rhythm(random, now, { fromDaysAgo: 300, untilDaysAgo, everyDays: 140 }).map(at => meeting(scene, random.pick(['VIDEO_CALL', 'PHONE_CALL', 'IN_PERSON']), at)),
    ...place % 3 === 0 ? [message(scene, 'SMS', daysBefore(now, untilDaysAgo + 2), either(random))] : []
  ]
}

/** Their first sign of life lies a few days back. */
export function newcomerStory (scene: Scene): Episode[] {
  const { now, place } = scene
  const at = daysBefore(now, 2 + 2 * place)
  return place % 3 === 0 ? [message(scene, 'DIRECT_MESSAGE', at, 'INBOUND')] : mailThread(scene, at, 'INBOUND', place % 3, 8)
}
