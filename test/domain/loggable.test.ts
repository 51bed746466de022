import t from 'tap'
import { loggable } from '../../src/domain/loggable.ts'

t.test('a failure is kept with its message, its code and its stack', async t => {
  const error = Object.assign(new TypeError('The connection was closed.'), { code: 'ECONNRESET' })
  t.strictSame(loggable(error), { type: 'TypeError', message: 'The connection was closed.', code: 'ECONNRESET', stack: error.stack })
  t.strictSame(Object.keys(loggable(Object.assign(new Error('No code is a number.'), { code: 7 }))), ['type', 'message', 'stack'])
})

t.test('a failed statement is told without its values, which its message and its stack may quote', async t => {
  const error = Object.assign(new Error('duplicate key: ada@example.org'), {
    code: '23505', query: 'insert into app.identity values ($1)', severity_local: 'ERROR', constraint_name: 'identity_key', table_name: 'identity', parameters: ['ada@example.org']
  })
  const kept = loggable(error)
  t.match(kept, { type: 'Error', code: '23505', statement: 'insert into app.identity values ($1)', constraint: 'identity_key', table: 'identity', stack: /^\s+at / })
  t.equal(JSON.stringify(kept).includes('ada@example.org'), false)
  t.strictSame(Object.keys(loggable(Object.assign(new Error('The connection was closed.'), { query: 'select 1' }))), ['type', 'statement', 'stack'])
})

t.test('a failure of the database outside a statement keeps its message, but not one that quotes a value', async t => {
  const failure = (code: string) => Object.assign(new Error('too many: ada'), { code, severity_local: 'FATAL' })
  t.equal(loggable(failure('53300')).message, 'too many: ada')
  t.equal(loggable(failure('22P02')).message, undefined)
  t.match(loggable(Object.assign(new Error('bad'), { severity_local: 'high' })), { message: 'bad' }, 'what only looks like the database is kept whole')
  const without = failure('22P02')
  delete without.stack
  t.equal(loggable(without).stack, '')
})

t.test('causes are followed, but not for ever, and need not be errors', async t => {
  t.match(loggable(new Error('outer', { cause: new RangeError('inner') })), { cause: { type: 'RangeError', message: 'inner' } })
  t.match(loggable(new Error('outer', { cause: 'a text' })), { cause: { type: 'string', message: 'a text' } })
  const round: Error & { cause?: unknown } = new Error('round')
  round.cause = round
  t.equal(JSON.stringify(loggable(round)).match(/"message":"round"/g)?.length, 6)
})
