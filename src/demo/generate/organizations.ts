/** Where the telephone numbers of an organization are from. */
export type Country = 'GB' | 'US' | 'FR' | 'DE'

export interface Organization {
  readonly name: string
  /** Under .example, which nobody can own (RFC 2606). */
  readonly domain: string
  readonly field: Field
  readonly country: Country
}

/** What people in a line of work are called, and talk about. Topics stand after "about". */
interface Trade {
  readonly titles: readonly string[]
  readonly topics: readonly string[]
}

export const TRADES = {
  software: { titles: ['Engineering lead', 'Product manager', 'Maintainer', 'Head of platform', 'Developer advocate'], topics: ['the API migration', 'incident reviews', 'the accessibility audit', 'the data export', 'the new plug-in', 'onboarding maintainers'] },
  publishing: { titles: ['Editor', 'Rights manager', 'Translator', 'Publisher', 'Literary agent'], topics: ['the anthology', 'translation rights', 'the cover drafts', 'the reading tour', 'audio editions', 'the backlist'] },
  energy: { titles: ['Project engineer', 'Grid analyst', 'Managing director', 'Site manager', 'Procurement lead'], topics: ['the rooftop pilot', 'battery storage', 'the grid study', 'the tender', 'heat-pump training', 'the site plan'] },
  health: { titles: ['Clinical lead', 'Study nurse', 'Head of operations', 'Physician', 'Health economist'], topics: ['the clinic pilot', 'patient interviews', 'the consent forms', 'the screening study', 'shift planning', 'the training videos'] },
  education: { titles: ['Lecturer', 'Programme director', 'Head teacher', 'Curriculum designer', 'Librarian'], topics: ['the curriculum draft', 'guest lectures', 'the summer school', 'scholarships', 'the teacher guide', 'the evaluation'] },
  finance: { titles: ['Partner', 'Investment manager', 'Chief financial officer', 'Analyst', 'Co-op treasurer'], topics: ['the funding round', 'the reporting template', 'impact measures', 'the due-diligence list', 'the co-op loan', 'the budget'] },
  design: { titles: ['Design director', 'Illustrator', 'User researcher', 'Type designer', 'Studio manager'], topics: ['the style guide', 'the exhibition', 'user interviews', 'the icon set', 'the signage project', 'the prototype'] },
  logistics: { titles: ['Operations manager', 'Dispatcher', 'Customs specialist', 'Fleet lead', 'Warehouse manager'], topics: ['the cold-chain pilot', 'the depot move', 'customs papers', 'the route planner', 'bike couriers', 'packaging returns'] },
  research: { titles: ['Postdoctoral researcher', 'Professor', 'Lab manager', 'Data steward', 'Research engineer'], topics: ['the replication study', 'the survey', 'the field notes', 'the grant application', 'the dataset', 'peer review'] },
  civic: { titles: ['Council officer', 'Programme lead', 'Campaigner', 'Open-data officer', 'Community organizer'], topics: ['the citizens’ assembly', 'the open-data portal', 'library hours', 'the cycling plan', 'the volunteer roster', 'the funding call'] },
  food: { titles: ['Head chef', 'Buyer', 'Farm manager', 'Founder', 'Quality lead'], topics: ['the tasting', 'the supplier list', 'the canteen trial', 'the harvest plan', 'the recipe cards', 'the market stall'] },
  media: { titles: ['Reporter', 'Podcast producer', 'Photo editor', 'Managing editor', 'Fact-checker'], topics: ['the podcast pilot', 'the interview', 'the photo essay', 'newsroom training', 'fact-checking', 'the radio series'] }
} satisfies Record<string, Trade>
export type Field = keyof typeof TRADES

/** The one that we work for, too. */
export const OUR_ORGANIZATION: Organization = { name: 'Larkspur Works', domain: 'larkspur.example', field: 'software', country: 'GB' }

export const ORGANIZATIONS: readonly Organization[] = [
  { name: 'Pinstripe Otter', domain: 'pinstripe-otter.example', field: 'software', country: 'GB' },
  { name: 'Blockwerk', domain: 'blockwerk.example', field: 'software', country: 'DE' },
  { name: 'Quiet Compiler', domain: 'quietcompiler.example', field: 'software', country: 'US' },
  { name: 'Saltmarsh Systems', domain: 'saltmarsh.example', field: 'software', country: 'GB' },
  { name: 'Hafenlicht Verlag', domain: 'hafenlicht.example', field: 'publishing', country: 'DE' },
  { name: 'Éditions du Seuil Bleu', domain: 'seuilbleu.example', field: 'publishing', country: 'FR' },
  { name: 'Tern & Tide Books', domain: 'tern-tide.example', field: 'publishing', country: 'GB' },
  { name: 'Sonnendach eG', domain: 'sonnendach.example', field: 'energy', country: 'DE' },
  { name: 'Windle Grid', domain: 'windlegrid.example', field: 'energy', country: 'GB' },
  { name: 'Prairie Amp', domain: 'prairieamp.example', field: 'energy', country: 'US' },
  { name: 'Clinique des Tilleuls', domain: 'tilleuls.example', field: 'health', country: 'FR' },
  { name: 'Rowanfield Health', domain: 'rowanfield.example', field: 'health', country: 'GB' },
  { name: 'Cedar Bend Care', domain: 'cedarbend.example', field: 'health', country: 'US' },
  { name: 'Brookvale College', domain: 'brookvale.example', field: 'education', country: 'GB' },
  { name: 'Schule am Deich', domain: 'schule-am-deich.example', field: 'education', country: 'DE' },
  { name: 'Institut Lacombe', domain: 'lacombe.example', field: 'education', country: 'FR' },
  { name: 'Threefold Capital', domain: 'threefold.example', field: 'finance', country: 'US' },
  { name: 'Commonpurse Co-op', domain: 'commonpurse.example', field: 'finance', country: 'GB' },
  { name: 'Atelier Grisaille', domain: 'grisaille.example', field: 'design', country: 'FR' },
  { name: 'Studio Marzipan', domain: 'studio-marzipan.example', field: 'design', country: 'DE' },
  { name: 'Plumb & Level', domain: 'plumblevel.example', field: 'design', country: 'US' },
  { name: 'Kettle Lane Couriers', domain: 'kettlelane.example', field: 'logistics', country: 'GB' },
  { name: 'Elbfracht', domain: 'elbfracht.example', field: 'logistics', country: 'DE' },
  { name: 'Lakehead Freight', domain: 'lakehead-freight.example', field: 'logistics', country: 'US' },
  { name: 'Institute for Slow Data', domain: 'slowdata.example', field: 'research', country: 'GB' },
  { name: 'Laboratoire Perche', domain: 'labo-perche.example', field: 'research', country: 'FR' },
  { name: 'Harz Field Station', domain: 'fieldstation.example', field: 'research', country: 'DE' },
  { name: 'Openhouse Borough', domain: 'openhouse-borough.example', field: 'civic', country: 'GB' },
  { name: 'Civic Lantern', domain: 'civiclantern.example', field: 'civic', country: 'US' },
  { name: 'Stadtwerkstatt', domain: 'stadtwerkstatt.example', field: 'civic', country: 'DE' },
  { name: 'Barley Road Kitchen', domain: 'barleyroad.example', field: 'food', country: 'GB' },
  { name: 'Ferme des Hirondelles', domain: 'hirondelles.example', field: 'food', country: 'FR' },
  { name: 'Longtable Foods', domain: 'longtable.example', field: 'food', country: 'US' },
  { name: 'Second Draft Radio', domain: 'seconddraft.example', field: 'media', country: 'US' },
  { name: 'The Quayside Press', domain: 'quayside-press.example', field: 'media', country: 'GB' },
  { name: 'Funkhaus Neun', domain: 'funkhaus-neun.example', field: 'media', country: 'DE' }
]
