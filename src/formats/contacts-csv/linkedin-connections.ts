import { normalizeHandle } from '../../domain/contacts/handle.ts'
import type { ImportFormat } from '../import-format.ts'
import { contactDraft } from '../vcard/contact-draft.ts'
import { csvFormat } from './csv-format.ts'

/** The columns of all years; the profile's address is one since 2023. */
const FIELDS = new Set(['First Name', 'Last Name', 'URL', 'Email Address', 'Company', 'Position', 'Connected On'])

/** Connections.csv of LinkedIn's export of one's own data. A connection is known by the address of its profile, which most have, and seldom by e-mail. */
export const linkedinConnections: ImportFormat = csvFormat({
  name: 'linkedin-connections',
  needs: 'the columns of LinkedIn\'s Connections.csv, “First Name” and “Connected On”',
  isHeader: headings => headings.includes('First Name') && headings.includes('Connected On'),
  reader: (_headings, options) => (cells, line) => {
    const said = new Map(cells.map(({ heading, value }) => [heading, value]))
    const url = said.get('URL')
    const name = [said.get('First Name'), said.get('Last Name')].filter(part => part).join(' ')
    if (!url && (name === '' || name === 'LinkedIn Member')) return { line, skipped: 'LinkedIn hides who this member is.' }
    const draft = contactDraft(options.defaultCountry)
    if (url) draft.address('LinkedIn', { kind: 'LINKEDIN', value: url })
    for (const value of (said.get('Email Address') ?? '').split(/[\s,;]+/)) draft.address('E-mail', { kind: 'EMAIL', value })
    const connected = said.get('Connected On')
    if (connected) draft.line('', `Connected on LinkedIn on ${connected.replace(/^0/, '')}`)
    for (const { heading, value } of cells) if (!FIELDS.has(heading)) draft.line(heading, value)
    const handle = url ? normalizeHandle('LINKEDIN', url) : null
    return draft.finish(line, {
      names: [name, handle], organization: said.get('Company'), title: said.get('Position'), externalId: handle && (handle.includes('/') ? `/${handle}` : `/in/${handle}`)
    })
  }
})
