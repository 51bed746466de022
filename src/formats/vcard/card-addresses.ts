import type { ContactDraft } from './contact-draft.ts'
import { textOf, type Property } from './content-line.ts'
import { addressAt, recognizeAddress } from './known-address.ts'
import { capitalized, labelOf, prefOf } from './label.ts'

/** Chats that have had a property of their own (`X-SKYPE-USERNAME`); the newer way is IMPP and SOCIALPROFILE. */
const SERVICE = /^X-(?:EVOLUTION-|KADDRESSBOOK-)?((?:AIM|ICQ|MSN|YAHOO|JABBER|XMPP|GTALK|GOOGLE-TALK|SKYPE|QQ|GADUGADU|GROUPWISE|SIP|MATRIX|SIGNAL|DISCORD|FACEBOOK|INSTAGRAM|TWITTER|LINKEDIN|GITHUB|MASTODON|BLUESKY|TELEGRAM|WHATSAPP|SLACK)(?:-USERNAME)?)$/
/** Types of IMPP and X-SOCIALPROFILE that are no service. */
const PLACES = new Set(['home', 'work', 'pref', 'internet', 'personal', 'business', 'mobile', 'other'])

/** Adds what a property says of how its person is reached; false where it says something else. */
export function readAddress (property: Property, labels: ReadonlyMap<string, string>, draft: ContactDraft, defaultCountry: string): boolean {
  const notes = { label: labelOf(property, labels), pref: prefOf(property) ?? Infinity }
  const text = textOf(property)
  const [, chat] = SERVICE.exec(property.name) ?? []
  if (text === '') return false
  if (property.name === 'EMAIL') {
    draft.address('E-mail', { kind: 'EMAIL', value: text.replace(/^mailto:/i, '') }, notes)
  } else if (property.name === 'TEL') {
    draft.number(text, notes, property.types.includes('fax') ? 'Fax' : property.types.includes('pager') ? 'Pager' : undefined)
  } else if (/^(?:URL|X-(?:EVOLUTION-|KADDRESSBOOK-)?(?:BLOG-URL|BLOGFEED))$/.test(property.name)) {
    draft.address('Website', recognizeAddress(text), notes)
  } else if (/^(?:IMPP|X-SOCIALPROFILE|SOCIALPROFILE)$/.test(property.name)) {
    readProfile(property, text, { label: labels.get(property.group ?? '') ?? null, pref: notes.pref }, draft, defaultCountry)
  } else if (chat !== undefined) {
    draft.address('Chat', addressAt(chat, text, defaultCountry), notes)
  } else {
    return false
  }
  return true
}

function readProfile (property: Property, text: string, notes: { label: string | null, pref: number }, draft: ContactDraft, defaultCountry: string): void {
  const { parameters } = property
  const type = property.types.find(each => !PLACES.has(each))
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\/\/)/i.exec(text)?.[1]
  const service = parameters.get('SERVICE-TYPE')?.[0] ?? parameters.get('X-SERVICE-TYPE')?.[0] ?? type ?? scheme
  // Apple writes an address of its own where it knows no more than the name.
  const user = parameters.get('USERNAME')?.[0] ?? parameters.get('X-USER')?.[0]
  const value = user !== undefined && /^x-apple:/i.test(text) ? user : text
  const address = service === undefined ? recognizeAddress(value) : addressAt(service, value, defaultCountry)
  const place = property.types.find(each => each === 'home' || each === 'work')
  draft.address('Profile', address, { ...notes, label: notes.label ?? (place === undefined || address.service ? null : capitalized(place)) })
}
