import type { ContactDraft } from './contact-draft.ts'
import { partsOf, textOf, type Property } from './content-line.ts'
import { capitalized, labelOf } from './label.ts'
import { readableDate } from './partial-date.ts'

/** What nobody would miss: of the file, of the program that wrote it, or told by another property as well. */
const DROPPED = /^(?:BEGIN|END|VERSION|PRODID|REV|UID|SOURCE|NAME|KIND|MAILER|CLASS|SORT-STRING|CLIENTPIDMAP|XML|CREATED|FBURL|CALURI|CALADRURI|CAPURI|MEMBER|GEO|PROFILE|AGENT|RELATED-ID)$/
const MACHINES = /^X-(?:AB(?:LABEL|ADR|UID|SHOWAS|CROP-RECTANGLE)|ID|ETAG|GENDER|LIC|FC-.*|COUCHDB-.*|ADDRESSBOOKSERVER-.*|APPLE-.*|IMAGE.*|SHARED-.*|MOZILLA-.*|EVOLUTION-(?:FILE-AS|WEBDAV-.*|LIST.*|X509.*)|FILE-AS|MS-(?:OL|IMADDRESS-TYPE).*|OL-.*|WAB-.*|UID|RADICALE-.*|CLASS|NEXTCLOUD-.*|OWNCLOUD-.*|SYNC.*|REV.*)$/
const DATES = /^(?:BDAY|ANNIVERSARY|DEATHDATE|X-ABDATE|X-ANNIVERSARY|X-EVOLUTION-ANNIVERSARY|X-KADDRESSBOOK-X-ANNIVERSARY)$/
const LABELS: ReadonlyMap<string, string> = new Map([
  ['BDAY', 'Birthday'], ['ANNIVERSARY', 'Anniversary'], ['DEATHDATE', 'Died'], ['BIRTHPLACE', 'Born in'], ['DEATHPLACE', 'Died in'], ['ADR', 'Address'], ['LABEL', 'Address'], ['LANG', 'Language'], ['TZ', 'Time zone'],
  ['RELATED', 'Related'], ['X-ABRELATEDNAMES', 'Related'], ['X-ABDATE', 'Date'], ['ORG-DIRECTORY', 'Directory'], ['CONTACT-URI', 'Contact'],
  ['X-PHONETIC-FIRST-NAME', 'Phonetic first name'], ['X-PHONETIC-LAST-NAME', 'Phonetic last name'], ['X-PHONETIC-ORG', 'Phonetic organization']
])
const MOST_CHARACTERS = 5_000
const LONGEST_TITLE = 50

/** Keeps a property for which a contact has no field as a line of its notes, where it says something to people. */
export function noteProperty (property: Property, labels: ReadonlyMap<string, string>, draft: ContactDraft): void {
  const { name } = property
  if (DROPPED.test(name) || MACHINES.test(name)) return
  const label = labelOf(property, labels)
  const title = titleOf(name)
  if (name === 'ADR' || name === 'LABEL') {
    const parts = (name === 'ADR' ? partsOf(property, ';') : [textOf(property)]).flatMap(part => part.split('\n'))
    draft.line(label ? `${title} (${label})` : title, parts.map(part => part.trim()).filter(part => part !== '').join(', '))
  } else if (name === 'GENDER') {
    const [sex = '', identity = ''] = partsOf(property, ';')
    draft.line(title, identity || ({ M: 'male', F: 'female' }[sex.toUpperCase()] ?? ''))
  } else if (name === 'X-ANDROID-CUSTOM') {
    const [kind = '', value] = partsOf(property, ';')
    draft.line(capitalized(kind.replace(/^.*\//s, '').replaceAll('_', ' ')), value)
  } else if (DATES.test(name)) {
    draft.line(name === 'X-ABDATE' ? label ?? title : title, readableDate(textOf(property)))
  } else {
    const text = textOf(property)
    const isRelation = name === 'RELATED' || name === 'X-ABRELATEDNAMES'
    if (!isMachine(text)) draft.line(isRelation ? label ?? title : title, text.slice(0, MOST_CHARACTERS))
  }
}

function titleOf (name: string): string {
  // FullContact writes the names that people gave in hexadecimal, behind those of its own: X-FC-RelatedNames:Mother.
  const encoded = /^X-FCENCODED-((?:[\dA-F]{2})+)$/.exec(name)?.[1]
  if (encoded !== undefined) return Buffer.from(encoded, 'hex').toString('utf8').replace(/^.*:/s, '').slice(0, LONGEST_TITLE)
  const plain = name.replace(/^X-(?:EVOLUTION-|KADDRESSBOOK-(?:X-)?|ANDROID-)?/, '').replaceAll('-', ' ').toLowerCase()
  return LABELS.get(name) ?? capitalized(plain).slice(0, LONGEST_TITLE)
}

/** Identifiers, hashes, JSON and the like. */
function isMachine (text: string): boolean {
  return /^(?:urn:|cid:|data:)/i.test(text) || /^[{[]/.test(text) || /^(?=.*\d)[\da-f.-]{20,}$/i.test(text)
}
