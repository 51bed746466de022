import { DAY_MS } from '../../../domain/quality/totals/decay.ts'
import { answerTime, daysBefore, officeTime, rhythm } from '../calendar.ts'
import { mail, mailThread, meeting, type Episode, type Scene } from '../episodes.ts'
import { filled, mailSubject, mailSummary } from '../phrases.ts'

const NUDGES = ['Did my last mail reach you?', '{Topic}: still keen', 'Trying once more: {topic}', 'No rush about {topic}', 'Coffee some day?']

/** They write and write; we answered once, at the beginning. */
export function unansweredStory (scene: Scene): Episode[] {
  return [...mailThread(scene, daysBefore(scene.now, 330 - 20 * scene.place), 'INBOUND', 2), ...oneWay(scene, 'INBOUND', 310 - 20 * scene.place)]
}

/** We write and write; a third of them answered once. */
export function chasedStory (scene: Scene): Episode[] {
  const begunDaysAgo = 300 - 12 * scene.place
  return [...mailThread(scene, daysBefore(scene.now, begunDaysAgo + 10), 'OUTBOUND', scene.place % 3 === 0 ? 2 : 1), ...oneWay(scene, 'OUTBOUND', begunDaysAgo)]
}

/** They helped when we asked; some were thanked. Then they asked how it went, and heard nothing. */
export function owingStory (scene: Scene): Episode[] {
  const { random, now, place, person } = scene
  const topic = random.pick(person.topics)
  const askedAt = officeTime(random, daysBefore(now, 45 + 26 * place))
  const promisedAt = answerTime(random, askedAt, 5)
  const helpedAt = answerTime(random, promisedAt, 30)
  const isReview = place % 2 === 0
  const subject = isReview ? filled('Could you look over {topic}?', topic) : filled('Do you know somebody for {topic}?', topic)
  const help: Episode = isReview
    ? { channel: 'OTHER', direction: 'INBOUND', status: 'HELD', occurredAt: helpedAt, durationMinutes: 90, subject: filled('{Topic}: marked up the whole draft', topic), summary: 'Forty comments in the document, all of them useful.', source: 'api' }
    : mail(helpedAt, 'INBOUND', filled('Introducing you: {topic}', topic), 'Introduced us to the one person who could decide.')
  return [
    meeting(scene, 'VIDEO_CALL', askedAt - 40 * DAY_MS),
    { ...mail(askedAt, 'OUTBOUND', subject), carriesAsk: true },
    mail(promisedAt, 'INBOUND', `Re: ${subject}`, 'Gladly; give me a day or two.'),
    help,
    ...place % 3 === 0 ? [mail(answerTime(random, helpedAt, 20), 'OUTBOUND', 'Thank you!', 'Said thank you, and what came of it.')] : [],
    mail(officeTime(random, helpedAt + 21 * DAY_MS), 'INBOUND', filled('How did it go with {topic}?', topic))
  ]
}

function oneWay ({ random, now, place, person }: Scene, direction: 'INBOUND' | 'OUTBOUND', fromDaysAgo: number): Episode[] {
  return rhythm(random, now, { fromDaysAgo, untilDaysAgo: 4 + 3 * place, everyDays: 24 }).map(at => {
    const topic = random.pick(person.topics)
    const subject = random.chance(0.5) ? filled(random.pick(NUDGES), topic) : mailSubject(random, topic)
    return mail(officeTime(random, at), direction, subject, random.chance(0.4) ? mailSummary(random, direction, topic) : null)
  })
}
