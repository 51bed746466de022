import t from 'tap'
import { CSV_FIELDS, suggestColumns } from '../../../src/formats/contacts-csv/suggest-columns.ts'

t.test('every field has headings, whatever their case, accents, marks and numbers', async t => {
  const headings = [
    'NAME', 'First name', 'Last-Name', 'Société', 'Intitulé du poste', 'Dirección de correo electrónico', 'Teléfono móvil 2', 'WhatsApp', 'Home page', 'LinkedIn Profile', 'GitHub URL', 'Twitter handle',
    'Mastodon', 'Bsky', 'Telegram', 'Slack ID', 'Other address', 'Schlagwörter', 'Commentaires', 'External_ID'
  ]
  t.strictSame(suggestColumns(headings), Object.fromEntries(headings.map((heading, index) => [heading, CSV_FIELDS[index]])))
})

t.test('what is said once is the first column of its kind', async t => {
  t.strictSame(suggestColumns(['Company', 'Employer', 'Email', 'E-mail 2', 'Shoe size', '', '__proto__']), { Company: 'organization', Email: 'email', 'E-mail 2': 'email' })
})

t.test('a name beside one part of a name is the other part', async t => {
  t.strictSame(suggestColumns(['Vorname', 'Name']), { Vorname: 'firstName', Name: 'lastName' })
  t.strictSame(suggestColumns(['Nom', 'Nom de famille']), { Nom: 'firstName', 'Nom de famille': 'lastName' })
  t.strictSame(suggestColumns(['Nombre', 'Correo']), { Nombre: 'name', Correo: 'email' })
  t.strictSame(suggestColumns(['Name', 'First name', 'Last name']), { Name: 'name', 'First name': 'firstName', 'Last name': 'lastName' })
})
