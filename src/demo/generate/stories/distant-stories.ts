import { DAY_MS } from '../../../domain/quality/totals/decay.ts'
import type { Channel } from '../../../domain/interactions/interaction.ts'
import { daysBefore, officeTime, rhythm } from '../calendar.ts'
import { crumb, either, mail, mailThread, meeting, message, type Episode, type Scene } from '../episodes.ts'
import { filled } from '../phrases.ts'

/** Where we went in the year, and how many days ago. */
const CONFERENCES = [
  { name: 'Common Ground Forum', daysAgo: 38 }, { name: 'Small Web Week', daysAgo: 128 },
  { name: 'Northern Makers’ Days', daysAgo: 213 }, { name: 'the Harbour Conference', daysAgo: 304 }
]
const LIGHT: readonly Channel[] = ['REACTION', 'REACTION', 'REACTION', 'COMMENT', 'REACTION']
const LOUD: readonly Channel[] = ['REACTION', 'REACTION', 'REACTION', 'COMMENT', 'COMMENT', 'REPLY', 'MENTION', 'RESHARE']
/** Days from one issue to the next. */
const ISSUES = [7, 14, 30]

/** Met once at a conference; a follow, a word, and then likes. */
export function acquaintanceStory (scene: Scene): Episode[] {
  const { random, now, place } = scene
  const { name, daysAgo } = CONFERENCES[place % CONFERENCES.length]!
  const metAt = daysBefore(now, daysAgo)
  return [
    meeting(scene, 'EVENT', metAt, { subject: `Met at ${name}`, source: 'api' }),
    ...random.chance(0.6) ? [crumb(scene, 'FOLLOW', metAt + DAY_MS, either(random))] : [],
    ...place % 2 === 0 ? [message(scene, 'DIRECT_MESSAGE', metAt + 2 * DAY_MS, 'OUTBOUND')] : [],
    ...place % 4 === 0 ? [message(scene, 'DIRECT_MESSAGE', metAt + 4 * DAY_MS, 'INBOUND')] : [],
    ...rhythm(random, now, { fromDaysAgo: daysAgo - 10, untilDaysAgo: 2, everyDays: 45 }).map(at => crumb(scene, random.pick(LIGHT), at, either(random)))
  ]
}

/** Always there under what we publish, hardly ever in our inbox. */
export function loudStory (scene: Scene): Episode[] {
  const { random, now, place } = scene
  return [
    crumb(scene, 'FOLLOW', daysBefore(now, 356), 'INBOUND'),
    ...rhythm(random, now, { fromDaysAgo: 355, untilDaysAgo: 1, everyDays: 8 }).map(at => crumb(scene, random.pick(LOUD), at, random.chance(0.8) ? 'INBOUND' : 'OUTBOUND')),
    ...place % 3 === 0 ? [...mailThread(scene, daysBefore(now, 160), 'INBOUND', 2), ...mailThread(scene, daysBefore(now, 40), 'OUTBOUND', 2)] : []
  ]
}

/** Mail to everybody, which is not mail to us. */
export function newsletterStory (scene: Scene): Episode[] {
  const { random, now, place, person } = scene
  const everyDays = ISSUES[place % ISSUES.length]!
  const issues: Episode[] = []
  for (let daysAgo = 358 - place; daysAgo > 1; daysAgo -= everyDays) {
    const subject = filled(`No. ${issues.length + 12}: ${random.pick(['{topic}', 'a closer look at {topic}', 'what we got wrong about {topic}'])}`, random.pick(person.topics))
    issues.push({ ...mail(officeTime(random, daysBefore(now, daysAgo)), 'INBOUND', subject), channel: 'BULK' })
  }
  return [...issues, ...place % 4 === 0 ? [mail(officeTime(random, daysBefore(now, 70)), 'OUTBOUND', 'A reader’s question')] : []]
}

/** In the address book, and that is all. */
export function silentStory (): Episode[] {
  return []
}
