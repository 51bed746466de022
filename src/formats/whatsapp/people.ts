import { normalizeIdentity } from '../../domain/contacts/identity.ts'
import type { ImportOptions } from '../../domain/imports/import-row.ts'
import type { Party } from '../../domain/integrations/normalized-event.ts'
import { Refusal } from '../../domain/refusal.ts'
import { searchKey } from '../../domain/text.ts'

/** Somebody who writes in a chat, under the name that the address book of whoever exported it has for them, or their number. */
export interface Writer {
  readonly name: string
  readonly isUs: boolean
  readonly identities: Party['identities']
}

/** What WhatsApp calls whoever exported the chat, where it does not name them. */
const US = 'you'
const NUMBER = /^\+?[\d\s().\u2010-\u2015-]{7,25}$/

/** Tells who somebody is; `me` are our own names and numbers. */
export function writerReader ({ me, defaultCountry }: Pick<ImportOptions, 'me' | 'defaultCountry'>): (name: string) => Writer {
  const numberOf = (text: string) => NUMBER.test(text) ? phoneOf(text, defaultCountry) : null
  const ours = new Set([US, ...me.map(each => numberOf(each) ?? searchKey(each))])
  return name => {
    const number = numberOf(name)
    return {
      name,
      isUs: ours.has(number ?? searchKey(name)),
      identities: [number === null ? { kind: 'OTHER', value: `whatsapp-name:${name}` } : { kind: 'PHONE', value: number }]
    }
  }
}

/** As a party of a message: who we are is known, and what we are called in somebody's address book is no identity of ours. */
export function partyOf (role: Party['role'], { name, isUs, identities }: Writer): Party {
  if (isUs) return { role, name: null, identities: [], isUs }
  return { role, name: identities[0]?.kind === 'PHONE' ? null : name, identities }
}

function phoneOf (text: string, defaultCountry: string): string | null {
  try {
    return normalizeIdentity('PHONE', text.replace(/[\s\u2010-\u2015]+/g, ' '), defaultCountry)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return null
  }
}
