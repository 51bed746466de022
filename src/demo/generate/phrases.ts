import type { Channel, Direction } from '../../domain/interactions/interaction.ts'
import type { Random } from './random.ts'

const MAIL_SUBJECTS = [
  'A question about {topic}', '{Topic}: next steps', 'Notes on {topic}', 'Where we are with {topic}', 'An idea for {topic}',
  '{Topic}: a first draft', 'Your view on {topic}?', '{Topic}: timing', 'Before we talk about {topic}', 'Two things about {topic}',
  '{Topic}: numbers', 'Who else should know about {topic}?'
]

const MAIL_SUMMARIES: Readonly<Record<Exclude<Direction, 'MUTUAL'>, readonly string[]>> = {
  INBOUND: [
    'Wants our view on {topic} before the end of the week.', 'Sent the numbers on {topic}; they look right.', 'Has two doubts about {topic}, both fair.',
    'Agrees with the plan for {topic}.', 'Asks who can help with {topic}.', 'Will come back to {topic} once the others have read it.',
    'Thanks us for the notes on {topic}.'
  ],
  OUTBOUND: [
    'Asked whether {topic} can wait a week.', 'Sent our comments on {topic}.', 'Offered to read the next draft about {topic}.', 'Said yes to the plan for {topic}.',
    'Asked for a date to go over {topic}.', 'Sent three examples for {topic}.', 'Told them what we learned about {topic}.'
  ]
}

const MEETING_SUMMARIES = [
  'Talked {topic} through; a draft comes next week.', 'Agreed on who does what for {topic}.', 'Mostly {topic}, and how the year is going.',
  'They want to see {topic} finished before anything new starts.', 'Good advice on {topic}: start smaller.', 'Decided to leave {topic} as it is for now.',
  'We promised to send what we have on {topic}.'
]

const MEETING_SUBJECTS: Partial<Record<Channel, readonly string[]>> = {
  MEAL: ['Lunch', 'Lunch at the market hall', 'Lunch near the station', 'Lunch by the canal'],
  IN_PERSON: ['Visit: {topic}', 'Afternoon on {topic}', 'At their office, about {topic}'],
  VIDEO_CALL: ['Catch-up: {topic}', '{Topic}, over video', 'Review of {topic}'],
  PHONE_CALL: ['Call about {topic}', 'Quick call: {topic}'],
  EVENT: ['Met at a talk about {topic}'],
  GROUP_CALL: ['Round about {topic}']
}

/** What is said, and what comes back. */
const SHORT_EXCHANGES: Partial<Record<Channel, readonly (readonly [string, string])[]>> = {
  SMS: [
    ['Running ten minutes late.', 'No hurry, I have a table.'], ['Is Thursday still good?', 'Perfect.'], ['Safe travels!', 'Thank you! Back on Monday.'],
    ['Congratulations on the news!', 'Thank you! It has not sunk in yet.'], ['Found the book you meant.', 'At last! Tell me what you think.']
  ],
  DIRECT_MESSAGE: [
    ['A link about {topic}.', 'Good find, thank you.'], ['Saw this and thought of you: {topic}.', 'Ha! Just what we were talking about.'],
    ['Are you in town next week?', 'From Tuesday on; dinner?'], ['Who was the person you knew for {topic}?', 'I will ask whether I may give you the number.'],
    ['That was fun. Again in spring?', 'Yes, and this time at ours.']
  ],
  VOICE_MESSAGE: [
    ['Three minutes on {topic}, from a train.', 'Answered point by point, with a kettle in the background.'],
    ['News from the family, and a word on {topic}.', 'Laughed, and had news as well.'], ['Thoughts about {topic} while walking the dog.', 'Disagreed, and asked for the second half.']
  ]
}

const FIRST_MEETING_SUMMARIES = ['Talked about {topic} in the queue for coffee.', 'Gave a talk on {topic}; we asked the first question.', 'Sat next to each other, and both work on {topic}.']
const EVENING_SUMMARIES = ['A long evening; nobody looked at a phone.', 'Mostly about the move, and the children.', 'They have news; to be kept for now.', 'Next time at ours.']

const CRUMBS: Partial<Record<Channel, Readonly<Record<Exclude<Direction, 'MUTUAL'>, string>>>> = {
  REACTION: { INBOUND: 'Liked our post on {topic}', OUTBOUND: 'Liked their post on {topic}' },
  COMMENT: { INBOUND: 'Commented on our post on {topic}', OUTBOUND: 'Commented on their post on {topic}' },
  REPLY: { INBOUND: 'Replied to our post on {topic}', OUTBOUND: 'Replied to their post on {topic}' },
  MENTION: { INBOUND: 'Mentioned us in a post on {topic}', OUTBOUND: 'Mentioned them in a post on {topic}' },
  RESHARE: { INBOUND: 'Shared our post on {topic}', OUTBOUND: 'Shared their post on {topic}' },
  FOLLOW: { INBOUND: 'Follows us', OUTBOUND: 'We follow them' }
}

export function mailSubject (random: Random, topic: string): string {
  return filled(random.pick(MAIL_SUBJECTS), topic)
}

export function mailSummary (random: Random, direction: Exclude<Direction, 'MUTUAL'>, topic: string): string {
  return filled(random.pick(MAIL_SUMMARIES[direction]), topic)
}

export function meetingSubject (random: Random, channel: Channel, topic: string): string {
  return filled(random.pick(MEETING_SUBJECTS[channel] ?? ['{Topic}']), topic)
}

export function meetingSummary (random: Random, channel: Channel, topic: string): string {
  return filled(random.pick(channel === 'EVENT' ? FIRST_MEETING_SUMMARIES : MEETING_SUMMARIES), topic)
}

export function eveningSummary (random: Random): string {
  return random.pick(EVENING_SUMMARIES)
}

/** What a message that has no subject says, and what could be answered. */
export function shortExchange (random: Random, channel: Channel, topic: string): [string, string] {
  const [said, answered] = random.pick(SHORT_EXCHANGES[channel] ?? [['A word about {topic}.', 'Thank you!'] as const])
  return [filled(said, topic), filled(answered, topic)]
}

export function crumbSubject (channel: Channel, direction: Exclude<Direction, 'MUTUAL'>, topic: string): string {
  return filled(CRUMBS[channel]?.[direction] ?? 'Something about {topic}', topic)
}

/** The template with a topic in it; `{Topic}` begins the line, and a leading "the" goes. */
export function filled (template: string, topic: string): string {
  const bare = topic.replace(/^the /, '')
  return template.replaceAll('{topic}', topic).replaceAll('{Topic}', bare.charAt(0).toUpperCase() + bare.slice(1))
}
