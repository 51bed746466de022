/** Words before a name that are no part of it. */
export const TITLES = set(`
  dr doctor prof professor ing dipl mag rer nat med phil iur sir dame lord lady rev reverend fr father sister hon judge capt captain col gen lt maj sgt
  mr mrs ms miss mx mister herr frau m mme mlle monsieur madame sr sra srta señor señora don doña sig dott dottor dottssa avv ir drs pan pani dhr mevr`)

/** Those of them that say whether a man or a woman is meant. */
export const MEN = set('mr mister herr monsieur señor sr don sig sir lord dhr pan')
export const WOMEN = set('mrs ms miss frau mme mlle madame señora sra srta doña dame lady mevr pani')

/** Words after a name that are no part of it. */
export const DEGREES = set(`
  phd dphil mphil md dds jd esq mba msc bsc meng beng mpa mph llm llb cpa cfa cfp pmp pe rn cbe obe mbe kbe ceng frs facs fca ba ma bs ms mag bakk dipl ing mscl he him
  she her they them`)

/** Degrees that are also names, and are read as such unless a comma stands before them. */
export const NAMES_TOO = set('ba ma bs ms mag ing he him she her they them pe')

/** Who of several with one name, by what stands after it. */
export const GENERATIONS: ReadonlyMap<string, string> = new Map(Object.entries({
  jr: 'Jr', jnr: 'Jr', junior: 'Jr', jun: 'Jr', filho: 'Jr', sr: 'Sr', snr: 'Sr', senior: 'Sr', sen: 'Sr', ii: 'II', iii: 'III', iv: 'IV', '2nd': 'II', '3rd': 'III'
}))

/** Words that stand before a family name and belong to it, though lists and forms leave them out. */
export const PARTICLES = set(`
  van von der den de del della dei di da do dos das du des la las le los lo el al bin ibn ben bint abu af av ter ten te zu zum zur vom st saint y e und of ap o mac mc`)

/** Family names that stand first in Vietnam, where Văn is no particle. */
export const VIETNAMESE = set('nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly trinh luong')

/** What a mailbox or a desk is called, and no person. */
export const ROLES = set(`
  info information support sales office hello contact contacts team admin administrator administration billing noreply reply donotreply newsletter news press hr jobs careers
  marketing help helpdesk service services kontakt mail email post postmaster webmaster accounts accounting account invoices rechnung buchhaltung reception empfang
  booking bookings orders order shop store customer customers kundenservice vertrieb bewerbung enquiries inquiries feedback legal privacy security abuse events
  notifications notification alerts bot robot mailer daemon desk department abteilung secretariat sekretariat ventas contacto soporte comercial administracion`)

function set (text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter(word => word !== ''))
}
