import { searchKey } from '../../domain/text.ts'

export const CSV_FIELDS = [
  'name', 'firstName', 'lastName', 'organization', 'title', 'email', 'phone', 'whatsapp', 'website', 'linkedin', 'github', 'x', 'mastodon', 'bluesky', 'telegram',
  'slack', 'other', 'tags', 'notes', 'externalId'
] as const
/** What a column of a CSV file can be. Each but those of `ONCE` can be several columns. */
export type CsvField = typeof CSV_FIELDS[number]

const ONCE: ReadonlySet<CsvField> = new Set(['name', 'firstName', 'lastName', 'organization', 'title', 'externalId'])

/** Headings in English, German, French and Spanish, as `plainHeading` leaves them. */
const WORDS: Readonly<Record<CsvField, string>> = {
  name: 'name fullname displayname contact contactname person kontakt anzeigename vollername vollstandigername nom nomcomplet nomaffiche nombrecompleto nombreyapellidos contacto',
  firstName: 'firstname givenname forename first vorname rufname prenom nombre nombredepila primernombre',
  lastName: 'lastname surname familyname last nachname familienname zuname nomdefamille apellido apellidos',
  organization: 'organization organisation organizationname company companyname employer account accountname firma firmenname unternehmen arbeitgeber entreprise societe employeur empresa organizacion compania',
  title: 'title jobtitle position role job occupation headline titel berufsbezeichnung funktion stelle beruf titre fonction poste intituleduposte cargo puesto titulo ocupacion',
  email: 'email emails emailaddress mail primaryemail workemail homeemail personalemail emailadresse mailadresse emailprivat emailgeschaftlich courriel adressedemessagerie direcciondecorreoelectronico adressemail adresseemail adresseelectronique correo correoelectronico direcciondecorreo',
  phone: 'phone phones phonenumber telephone tel mobile mobilephone mobilenumber cell cellphone workphone homephone businessphone telefon telefonnummer handy handynummer mobil mobiltelefon telefonmobil telefongeschaftlich telefonprivat telephonebureau telephonedomicile telmobile telefonomovil telefonodeltrabajo telefonoparticular mobilnummer rufnummer telephoneportable telephonemobile portable numerodetelephone telefono movil celular numerodetelefono',
  whatsapp: 'whatsapp whatsappnumber',
  website: 'website web url homepage webpage site blog webseite internetseite siteweb siteinternet sitioweb paginaweb',
  linkedin: 'linkedin linkedinurl linkedinprofile linkedinprofil profillinkedin perfillinkedin perfildelinkedin',
  github: 'github githuburl githubprofile githublogin githubusername',
  x: 'x xhandle xusername twitter twitterurl twitterhandle twitterusername',
  mastodon: 'mastodon mastodonhandle mastodonurl fediverse',
  bluesky: 'bluesky blueskyhandle bsky',
  telegram: 'telegram telegramhandle telegramusername',
  slack: 'slack slackid slackmember',
  other: 'otheraddress otheraddresses',
  tags: 'tags tag labels label groups group categories category keywords schlagworte schlagworter gruppen gruppe kategorien kategorie etiquettes libelles groupes groupe categorie etiquetas grupos grupo categorias categoria',
  notes: 'notes note comments comment description remarks about notizen notiz bemerkung bemerkungen kommentar anmerkungen beschreibung remarques remarque commentaires commentaire notas nota comentarios comentario observaciones descripcion',
  externalId: 'id externalid contactid uid recordid kennung identifiant identificador'
}
const FIELD_OF: ReadonlyMap<string, CsvField> = new Map(CSV_FIELDS.flatMap(field => WORDS[field].split(' ').map(word => [word, field] as const)))

/** What each column seems to be, by its heading; what is not known is left out. A field that can be one column only is the first of them. */
export function suggestColumns (headings: readonly string[]): Readonly<Record<string, CsvField>> {
  const suggested = new Map<string, CsvField>()
  for (const heading of headings) {
    const field = FIELD_OF.get(plainHeading(heading))
    if (field && !(ONCE.has(field) && [...suggested.values()].includes(field))) suggested.set(heading, field)
  }
  const headingOf = (field: CsvField) => [...suggested].find(([, each]) => each === field)?.[0]
  // German and French have the family's name as `Name` and `Nom` beside the other one.
  const [whole, first, last] = [headingOf('name'), headingOf('firstName'), headingOf('lastName')]
  if (whole !== undefined && first !== undefined && last === undefined) suggested.set(whole, 'lastName')
  if (whole !== undefined && first === undefined && last !== undefined) suggested.set(whole, 'firstName')
  if (whole === undefined && first !== undefined && last === undefined) suggested.set(first, 'name')
  return Object.fromEntries(suggested)
}

/** Without case, accents, spaces, marks and numbers. */
function plainHeading (heading: string): string {
  return searchKey(heading.slice(0, 100)).replace(/\P{L}/gu, '')
}
