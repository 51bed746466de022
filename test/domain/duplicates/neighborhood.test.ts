import t from 'tap'
import { neighborhood } from '../../../src/domain/duplicates/neighborhood.ts'
import { traitsOf } from '../../../src/domain/duplicates/traits.ts'
import { shown } from './shown.ts'

t.test('who is called alike stands together, by the given name first, whatever the name', async t => {
  const at = (name: string) => neighborhood(traitsOf(shown(name)))
  t.equal(at('Stephen Meier'), at('Steven Mayer | Saltmarsh'))
  t.ok(Math.abs(at('Ada Lovelace') - at('Ada Hopper')) < 2 ** 16)
  t.ok(Math.abs(at('Ada Lovelace') - at('Grace Lovelace')) > 2 ** 16)
  for (const name of ['Ada', '李小龍', 'info@engines.example', '🙂', 'x'.repeat(200)]) t.ok(Number.isSafeInteger(at(name)) && at(name) >= 0, name)
})
