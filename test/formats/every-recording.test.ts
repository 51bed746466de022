import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { HEAD_BYTES, recognize } from '../../src/formats/recognize.ts'
import { recorded, rowsOf } from './support/interaction-rows.ts'

/** Of each file: as what it is recognized, and how many rows of each sort it has: people, things that happened, skipped ones, faults. */
type Told = readonly [format: string | null, people: number, events: number, skipped: number, faults: number]

const FILES: Readonly<Record<string, Readonly<Record<string, Told>>>> = {
  vcard: {
    'John_Doe_BLACK_BERRY.vcf': ['vcard', 1, 0, 0, 0],
    'John_Doe_EVOLUTION.vcf': ['vcard', 1, 0, 0, 0],
    'John_Doe_GMAIL.vcf': ['vcard', 1, 0, 0, 0],
    'fullcontact.vcf': ['vcard', 1, 0, 0, 0],
    'gmail-list.vcf': ['vcard', 3, 0, 0, 0],
    'gmail-single.vcf': ['vcard', 1, 0, 0, 0],
    'outlook-2003.vcf': ['vcard', 1, 0, 0, 0],
    'rfc2426-example.vcf': ['vcard', 2, 0, 0, 0],
    'rfc6350-example.vcf': ['vcard', 1, 0, 0, 0],
    'vcard-samples-license.txt': [null, 0, 0, 0, 0]
  },
  // Nobody publishes whom they met: what these tell with a guest in them is in icalendar/recorded.test.ts.
  ics: {
    'Office-2012-owa.ics': ['icalendar', 0, 0, 4, 0],
    'attendee-with-url.ics': ['icalendar', 0, 0, 0, 1],
    'duplicate-uid-sequence.ics': ['icalendar', 0, 0, 4, 0],
    'event-organizer-cn.ics': ['icalendar', 0, 0, 1, 0],
    'google-calendar-kiev-tz.ics': ['icalendar', 0, 0, 2, 0],
    'multi-event-basic.ics': ['icalendar', 0, 0, 9, 0]
  },
  mbox: {
    'test-1-message.mbox': ['mbox', 0, 1, 0, 0],
    'test-attached.mbox': ['mbox', 0, 1, 0, 1],
    'test-not-an.mbox': [null, 0, 0, 0, 0]
  },
  // Two of the mails are cut: they say neither when they were sent nor, one of them, by whom.
  eml: {
    'base64encodedroot.eml': ['eml', 0, 0, 1, 0],
    'decoderended.eml': ['eml', 0, 1, 0, 0],
    'mixed.eml': ['eml', 0, 0, 1, 0]
  }
}

for (const [folder, files] of Object.entries(FILES)) {
  const { url, skip } = recorded(folder)

  t.test(`every recorded file of ${folder} is read for what it is, and nothing in it passed over`, { skip }, async t => {
    t.strictSame(readdirSync(url).sort(), Object.keys(files).sort(), 'none is forgotten')
    for (const [name, told] of Object.entries(files)) t.strictSame(await tell(readFileSync(new URL(name, url)), name), told, name)
  })
}

async function tell (file: Buffer, name: string): Promise<Told> {
  const found = recognize(file.subarray(0, HEAD_BYTES), name)?.format
  if (!found || found === 'zip') return [null, 0, 0, 0, 0]
  const rows = await rowsOf(found, [file])
  const count = (sort: string) => rows.filter(row => sort in row).length
  return [found.name, count('contact'), count('event'), count('skipped'), count('fault')]
}
