import t from 'tap'
import { latin, sound, spellingKey } from '../../../src/domain/duplicates/spelling.ts'

t.test('names of other scripts are written in Latin letters', async t => {
  const names = {
    Чайковский: 'chaikovskii',
    Хрущёв: 'khrushchev',
    Гоголь: 'gogol',
    Ґонта: 'gonta',
    Київська: 'kiivska',
    Гнатів: 'hnativ',
    Ђоковић: 'djokovic',
    Юлія: 'yuliya',
    Παπαδόπουλος: 'papadopoulos',
    Σταύρου: 'stavrou',
    Ευαγγελία: 'evaggelia',
    Μπάμπης: 'bampis',
    Ξένια: 'xenia'
  }
  for (const [name, written] of Object.entries(names)) t.equal(latin(name), written, name)
  t.equal(latin('山田'), '山田')
  t.equal(latin('Ѯ'), 'ѯ', 'a letter that no table has stays')
})

t.test('accents, apostrophes, hyphens and case are left out', async t => {
  t.equal(latin("O'Brien-Łódź"), 'obrienlodz')
  t.equal(latin('…'), '')
  t.equal(latin('a'.repeat(500)).length, 60)
})

t.test('an umlaut is one however it is typed', async t => {
  for (const spellings of [['Müller', 'Mueller', 'Muller', 'MUELLER'], ['Åse', 'Aase', 'Ase'], ['Groß', 'Gross'], ['Østergård', 'Oestergaard', 'Ostergard'], ['Jæger', 'Jaeger', 'Jager']]) {
    t.equal(new Set(spellings.map(spellingKey)).size, 1, spellings.join())
  }
  t.not(spellingKey('Bauer'), spellingKey('Baur'), 'where ue is no umlaut, it stays')
})

t.test('what is said the same way sounds the same, and what is not does not', async t => {
  const heard = (name: string) => sound(spellingKey(name))
  for (const names of [['Meier', 'Mayer', 'Maier', 'Meyer'], ['Stephen', 'Steven'], ['Schmidt', 'Schmitt'], ['Aleksej', 'Алексей', 'Aleksey'], ['Philip', 'Filip'], ['Zelenskyy', 'Zelensky'], ['Thomas', 'Tomas'], ['Tchaikovsky', 'Чайковский'], ['Maxim', 'Maksim'], ['Yevgeny', 'Evgeny']]) {
    t.equal(new Set(names.map(heard)).size, 1, names.join())
  }
  for (const [one, other] of [['Schmidt', 'Smith'], ['Chen', 'Ken'], ['Bauer', 'Brauer']] as const) t.not(heard(one), heard(other), `${one}, ${other}`)
})

t.test('a word is read the same however many were read in between', async t => {
  const read = latin('Müller-Lüdenscheidt')
  for (let word = 0; word < 20_001; word++) latin(`Ada ${word}`)
  t.equal(latin('Müller-Lüdenscheidt'), read)
})
