import t from 'tap'
import { groupBy } from '../../src/domain/group-by.ts'

t.test('what has the same key comes together, in the order in which it came', async t => {
  t.strictSame([...groupBy(['ada', 'grace', 'alan', 'linus', 'giulia'], name => name[0])], [['a', ['ada', 'alan']], ['g', ['grace', 'giulia']], ['l', ['linus']]])
  t.strictSame([...groupBy([], name => name)], [])
})
