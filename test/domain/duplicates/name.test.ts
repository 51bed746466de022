import t from 'tap'
import { readName } from '../../../src/domain/duplicates/name.ts'

/** A name as it is read: given / family / what else is known. */
const READ: Readonly<Record<string, string>> = {
  'Ada Lovelace': 'Ada / Lovelace',
  'Lovelace, Ada': 'Ada / Lovelace',
  'Lovelace, Ada, PhD': 'Ada / Lovelace',
  'Lovelace, Dr. Ada King': 'Ada King / Lovelace',
  'Dr. Ada Lovelace, PhD, MBA': 'Ada / Lovelace',
  'Ada Lovelace PhD': 'Ada / Lovelace',
  'Jack Ma': 'Jack / Ma',
  'Jack Ma, MA': 'Jack / Ma',
  Ada: 'Ada /',
  'Dr.': 'Dr /',
  'Sander van der Veen': 'Sander / Veen van der Veen',
  'van der Veen, Sander': 'Sander / Veen van der Veen',
  'Rania Al-Masri': 'Rania / Masri Al-Masri',
  'Ada van': 'Ada / van',
  'Ada D. Lovelace': 'Ada D / Lovelace',
  'Ada E Lovelace': 'Ada E / Lovelace',
  'Nguyễn Văn Minh': 'Nguyễn Văn / Minh',
  'Astrid Lindqvist-Holm': 'Astrid / Lindqvist-Holm / parts Lindqvist Holm',
  'Astrid Lindqvist-H': 'Astrid / Lindqvist-H / parts Lindqvist',
  'Robert "Bob" Tarrant': 'Robert / Tarrant / also Bob',
  'Ada (-) Lovelace (née King, A.)': 'Ada / Lovelace / also née King',
  'Castellow, Wyatt, Jr.': 'Wyatt / Castellow / Jr',
  'Wyatt Castellow III': 'Wyatt / Castellow / III',
  'Mr. Wyatt Castellow': 'Wyatt / Castellow / man',
  'Castellow, Mrs. Leah': 'Leah / Castellow / woman',
  Frau: 'Frau /',
  山田太郎: '田太郎 / 山',
  '山田 太郎': '田太郎 / 山',
  山: '山 /',
  'ada.lovelace@example.org': 'Ada Lovelace / / guessed',
  'ada.lovelace+news42@example.org': 'Ada Lovelace / / guessed',
  '@ada_lovelace@example.social': 'Ada Lovelace / / guessed',
  'https://ada-lovelace.example/about': 'Ada Lovelace / / guessed',
  ada_lovelace: 'Ada Lovelace / / guessed',
  'robert77@example.org': 'Robert / / guessed',
  'zeroengine@example.org': '/ / guessed',
  U024BE7LH: '/ / guessed',
  '@': '/ / guessed',
  '+49 30 901820': '/',
  '': '/',
  'Support Team': 'Support / Team / role',
  'Saltmarsh Support': 'Saltmarsh / Support / role',
  'info@example.org': 'Info / / guessed role',
  'Kate Sales': 'Kate / Sales'
}

t.test('a name is read as people and programs write it', async t => {
  for (const [written, expected] of Object.entries(READ)) t.equal(told(written), normal(expected), written)
})

t.test('a login alone is a name only where it has several words', async t => {
  t.strictSame(readName('zeroengine', true).given, [])
  t.equal(readName('ada-lovelace', true).family[0]?.shown, 'Lovelace')
})

t.test('a name of any length is read, and not more than eight words of it', async t => {
  const name = readName('Ada Lovelace '.repeat(10_000))
  t.equal(name.given.length + name.family.length, 8)
  t.equal(readName('x, '.repeat(100_000)).given.length, 8)
  t.ok(readName('("'.repeat(50_000)).also.length <= 3)
})

function told (written: string): string {
  const { given, family, parts, also, generation, gender, isGuessed, isRole } = readName(written)
  const isFromAddress = isGuessed ? [...given, ...family.slice(0, 1)] : given
  const rest = [
    parts.length > 0 ? `parts ${shown(parts)}` : '', also.length > 0 ? `also ${shown(also)}` : '', generation ?? '', gender ?? '', isGuessed ? 'guessed' : '', isRole ? 'role' : ''
  ].filter(text => text !== '').join(' ')
  return normal([shown(isFromAddress), isGuessed ? '' : shown(family), rest].join(' / '))
}

function shown (words: readonly { shown: string }[]): string {
  return words.map(word => word.shown).join(' ')
}

function normal (text: string): string {
  const [given = '', family = '', rest = ''] = text.split('/').map(part => part.trim())
  return [given, family, rest].join(' / ')
}
