import type { Party, Translation } from '../../domain/integrations/normalized-event.ts'
import { htmlToText } from '../../formats/feeds/html-text.ts'
import { instantAt, objectAt, textAt, tidyText, type JsonObject } from '../read-json.ts'
import { addressesAt, addressOf, isSameServer, typeOf, valuesOf } from './activity.ts'
import { mentioned } from './people.ts'
import { AT_FIRST, audienceOf, CHANGED, eventOf, isOurs, linkAt, MADE, US, type Telling } from './telling.ts'

/** What somebody writes; the rest (a Tombstone, a game of chess) is no word to anybody. */
const POSTS = ['Note', 'Article', 'Page', 'Question', 'Audio', 'Image', 'Video', 'ChatMessage']
/** Of markup; what is kept of its text is far less. */
const LONGEST_HTML = 200_000
const LONGEST_SUBJECT = 200
const MOST_PARTIES = 50

/** What a post tells that was written, or changed: only where it is for us. */
export function translatePost (telling: Telling): Translation {
  const { activity: { type, actor, object, json }, us, from, receivedAt } = telling
  const post = objectAt(object, '')
  const address = addressOf(post ?? undefined)
  if (!post || !POSTS.includes(typeOf(post) ?? '')) return { ignored: 'It comes without a post that could be read.' }
  const authors = addressesAt(post, 'attributedTo')
  if (!address || !isSameServer(address, actor) || (authors.length > 0 && !authors.includes(actor))) return { ignored: 'The post is not by the one who sends it.' }

  const others = new Set([...audienceOf(json), ...audienceOf(post)].filter(each => each !== actor && each !== us))
  const people = valuesOf(post['tag']).flatMap(tag => mentioned(tag) ?? [])
  const isForUs = [json, post].some(each => audienceOf(each).includes(us)) || people.some(person => isAt(person, us))
  const isAnswer = addressesAt(post, 'inReplyTo').some(each => isOurs(each, us))
  if (!isForUs && !isAnswer) return { ignored: 'The post neither mentions this integration nor answers it.' }

  const isChange = type === 'Update'
  const announcedAt = instantAt(json, 'published')
  const publishedAt = instantAt(post, 'published') ?? (isChange ? null : announcedAt)
  const isAlone = isForUs && others.size === 0
  return {
    events: [eventOf(address, isChange ? instantAt(post, 'updated') ?? announcedAt ?? AT_FIRST : AT_FIRST, {
      sequence: isChange ? CHANGED : MADE,
      channel: isAlone ? 'DIRECT_MESSAGE' : isAnswer ? 'REPLY' : 'MENTION',
      ...(publishedAt !== null || !isChange) && { occurredAt: Math.min(publishedAt ?? receivedAt, receivedAt) },
      status: 'HELD',
      parties: [from, US, ...people.filter(person => !isAt(person, us) && !isAt(person, actor)).slice(0, MOST_PARTIES)],
      subject: isAlone ? null : titleOf(post) ?? (isAnswer ? 'Answer to a post' : 'Mention in a post'),
      text: plainText(post, 'content'),
      url: linkAt(post, 'url') ?? address
    })]
  }
}

function titleOf (post: JsonObject): string | null {
  return textAt(post, 'name', LONGEST_SUBJECT) ?? plainText(post, 'summary', LONGEST_SUBJECT)
}

function plainText (post: JsonObject, name: string, max?: number): string | null {
  const html = textAt(post, name, LONGEST_HTML)
  return html && tidyText(htmlToText(html), max)
}

function isAt ({ identities }: Party, address: string): boolean {
  return identities.some(({ value }) => value === address)
}
