import type { Translation } from '../../domain/integrations/normalized-event.ts'
import type { Webhook } from '../provider.ts'
import { valueAt } from '../read-json.ts'
import { addressOf, isSameServer, typeOf } from './activity.ts'
import { GESTURES, nameOf, translateGesture } from './gesture.ts'
import { translatePost } from './post.ts'
import { readTelling, takenBack, type Telling } from './telling.ts'

/** What an activity tells of us and its actor; who we are is the actor at the address of the webhook. */
export function translate (webhook: Webhook): Translation {
  const telling = readTelling(webhook)
  const { type } = telling.activity
  const channel = GESTURES.get(type)
  if (channel) return translateGesture(telling, channel)
  switch (type) {
    case 'Create': case 'Update': return translatePost(telling)
    case 'Delete': return translateDelete(telling)
    case 'Undo': return translateUndo(telling)
    case 'Move': return { ignored: 'An account has moved, which is not followed yet.' }
    default: return { ignored: /^[a-z]{1,40}$/i.test(type) ? `${type} is not something between people.` : 'It is of a type that is not something between people.' }
  }
}

/** Each server speaks for what is on it alone. */
function translateDelete (telling: Telling): Translation {
  const { actor, object } = telling.activity
  const address = addressOf(object)
  if (address === actor) return { ignored: 'An account was deleted; what passed between us has happened.' }
  if (!address || !isSameServer(address, actor)) return { ignored: 'What it deletes is not of its own server.' }
  return { events: [takenBack(address, telling)] }
}

function translateUndo (telling: Telling): Translation {
  const { actor, object } = telling.activity
  const type = typeOf(object)
  if (type !== null && !GESTURES.has(type)) return { ignored: 'What it takes back is not something between people.' }
  const by = addressOf(valueAt(object, 'actor'))
  const name = by === null || by === actor ? nameOf(type, actor, object) : null
  return name === null ? { ignored: 'It does not tell which of its own it takes back.' } : { events: [takenBack(name, telling)] }
}
