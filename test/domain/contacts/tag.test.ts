import t from 'tap'
import { readTagCadence } from '../../../src/domain/contacts/tag.ts'

t.test('a tag\'s cadence is a tag and days, or none', async t => {
  t.strictSame(readTagCadence({ tag: ' Investors ', targetDays: 14 }), { tag: 'Investors', targetDays: 14 })
  t.strictSame(readTagCadence({ tag: 'investors', targetDays: null }), { tag: 'investors', targetDays: null })
})

t.test('a tag has to be one, and days from a day to ten years', async t => {
  const wrong: readonly [tag: string, targetDays: number | null, paths: readonly string[]][] = [
    ['  ', 7, ['tag']], ['x'.repeat(51), 7, ['tag']], ['vip', 0, ['targetDays']], ['vip', 3651, ['targetDays']], ['', -1, ['tag', 'targetDays']]
  ]
  for (const [tag, targetDays, paths] of wrong) {
    t.throws(() => readTagCadence({ tag, targetDays }), { code: 'INVALID', fields: paths.map(path => ({ path })) })
  }
})
