import type { Identity } from '../contacts/contact.ts'
import { isFreeMail, ownWord } from './free-mail.ts'
import { latin } from './spelling.ts'
import { isTypo } from './typo.ts'

/** Where somebody works, by the name of it or by the domain of their mail. */
export interface House {
  readonly shown: string
  readonly words: readonly string[]
  readonly compact: string
  readonly isDomain: boolean
}

const LONGEST_ORGANIZATION = 200
const MOST_WORDS = 12
/** Chosen: a shorter beginning of a name is shared by too many. */
const SHORTEST_BEGINNING = 5

/** What is said of an organization in law, and left out in talk. */
const LEGAL_FORMS = new Set(`
  inc incorporated corp corporation co company llc llp lp ltd limited plc pllc pty gmbh mbh ag kg kgaa ohg ug gbr ev eg ek se sa sas sarl sasu srl spa snc sl slu sau sc
  bv nv vof cv bvba as asa ab oy oyj aps ks doo dd sp zoo z o spzoo sro kft zrt nyrt bt ooo oao zao pao ao tov ltda eireli sgps lda kk gk pte sdn bhd pvt private group of for
  holding holdings intl international gesellschaft und and et e y i the die der das le la`.split(/\s+/))
/** What many organizations begin with. */
const COMMON_BEGINNINGS = new Set(`
  university universität universitat universite universita universidad hochschule technische institute institut bank banco first national american european british deutsche royal united
  general global new city stadt ministry ministerium department school college hospital studio studios atelier consulting freelance selbstständig independent`.split(/\s+/).map(latin))
/** Said instead of an organization. */
const NO_ORGANIZATION = new Set('freelance freelancer selfemployed selbststandig selbstandig freiberuflich freiberufler independent retired student none na private home consultant autonomo'.split(' '))
const MOST_DOMAINS = 2

/** The houses that a contact shows: the organization first, then the domains of mail that are an employer's. At most three. */
export function housesOf (organization: string | null, identities: readonly Pick<Identity, 'kind' | 'normalized'>[]): readonly House[] {
  const named = organization === null ? null : readOrganization(organization)
  const domains = new Set(identities.filter(({ kind }) => kind === 'EMAIL').map(({ normalized }) => normalized.slice(normalized.lastIndexOf('@') + 1)))
  const employers = [...domains].filter(domain => !isFreeMail(domain)).slice(0, MOST_DOMAINS)
  return [
    ...named ? [named] : [],
    ...employers.map(domain => ({ shown: domain, words: [latin(ownWord(domain))], compact: latin(ownWord(domain)), isDomain: true }))
  ]
}

function readOrganization (organization: string): House | null {
  const all = organization.slice(0, LONGEST_ORGANIZATION).replace(/\b(\p{L})\.(?=\p{L}\b)/gu, '$1').split(/[\s,/()&+]+/).map(latin).filter(word => word !== '').slice(0, MOST_WORDS)
  const words = all.filter(word => !LEGAL_FORMS.has(word))
  const kept = words.length > 0 ? words : all
  const compact = kept.join('')
  return compact === '' || NO_ORGANIZATION.has(compact) ? null : { shown: organization.trim(), words: kept, compact, isDomain: false }
}

/** Whether both are one house: one name but for legal forms and a slip, the beginning of the other's name, its initials, or its domain. */
export function isSameHouse (one: House, other: House): boolean {
  if (one.compact === other.compact) return true
  if (one.isDomain && other.isDomain) return false
  const [short, long] = one.words.length <= other.words.length ? [one, other] : [other, one]
  if (isBeginning(short, long) || isInitials(short, long)) return true
  return one.words.length === other.words.length && isTypo(one.compact, other.compact)
}

function isBeginning (short: House, long: House): boolean {
  if (COMMON_BEGINNINGS.has(short.compact) || short.compact.length < SHORTEST_BEGINNING) return false
  return long.words.some((_, index) => index > 0 && long.words.slice(0, index).join('') === short.compact)
}

function isInitials (short: House, long: House): boolean {
  return long.words.length > 2 && short.words.length === 1 && long.words.map(word => word[0]).join('') === short.compact
}
