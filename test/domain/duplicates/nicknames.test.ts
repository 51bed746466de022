import t from 'tap'
import { toWord } from '../../../src/domain/duplicates/name.ts'
import { nicknameReason, rootsOf } from '../../../src/domain/duplicates/nicknames.ts'

t.test('short names stand for long ones in the languages of Europe', async t => {
  const names = [
    'Bob Robert', 'Bill William', 'Liz Elizabeth', 'Kate Katherine', 'Peggy Margaret', 'Hans Johannes', 'Sepp Josef', 'Pepe José', 'Paco Francisco', 'Chema José-María', 'Sasha Alexander',
    'Sasha Oleksandra', 'Kolya Nikolai', 'Vova Volodymyr', 'Gosia Małgorzata', 'Wojtek Wojciech', 'Gianni Giovanni', 'Beppe Giuseppe', 'Zsoka Erzsébet', 'Kostas Konstantinos', 'Jaap Jacobus'
  ]
  for (const pair of names) {
    const [short = '', long = ''] = pair.split(' ')
    t.equal(reason(short, long), `${short} is short for ${long}`)
    t.equal(reason(long, short), `${short} is short for ${long}`)
  }
})

t.test('two short names of one long name can be one person, and so can two forms of it', async t => {
  t.equal(reason('Bob', 'Rob'), 'Bob and Rob are both short for Robert')
  t.equal(reason('Oleksandr', 'Alexander'), 'Oleksandr and Alexander are forms of one name')
})

t.test('names of two people are kept apart', async t => {
  for (const pair of ['Bob Bill', 'Maria Mario', 'Daniel Daniela', 'Andrea Andreas', 'Joan John', 'Jan Jana', 'Simon Simone', 'Ada Robert', 'Robert Ada']) {
    const [one = '', other = ''] = pair.split(' ')
    t.equal(reason(one, other), null, pair)
  }
})

t.test('a short name can stand for several', async t => {
  t.strictSame(['Sasha', 'Ted', 'Ada'].map(name => rootsOf(toWord(name).key)), [['alexandra', 'alexander'], ['edward', 'theodore'], []])
})

function reason (one: string, other: string): string | null {
  return nicknameReason(toWord(one), toWord(other))
}
