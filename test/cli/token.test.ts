import { Command } from 'commander'
import t, { type Test } from 'tap'
import { tokenCommand } from '../../src/cli/token.ts'
import { connect, type Database } from '../../src/database/connect.ts'
import { recognizeToken } from '../../src/operations/tokens/recognize-token.ts'
import { firstStart } from '../../src/operations/workspaces/first-start.ts'
import { uuidv7 } from 'uuidv7'
import { CIPHER, memberWith } from '../operations/support/first-workspace.ts'
import { testDatabase } from '../support/postgres.ts'

const DAY_MS = 24 * 60 * 60_000

interface Shell {
  readonly database: Database
  readonly ownerToken: string
  /** Runs the command; what it said comes back. */
  run (...args: string[]): Promise<{ out: string[], note: string[] }>
  /** Databases that were opened and not closed. */
  readonly left: () => number
}

async function shell (t: Test): Promise<Shell> {
  const { url } = await testDatabase(t)
  const database = connect({ url })
  t.teardown(() => database.close())
  const ownerToken = await firstStart(database, { now: Date.now(), newId: uuidv7 }) ?? ''
  let left = 0
  const open = async () => {
    const database = connect({ url })
    left++
    return { database, cipher: CIPHER, close: async () => { left--; await database.close() } }
  }
  return {
    database,
    ownerToken,
    left: () => left,
    async run (...args) {
      const said = { out: [] as string[], note: [] as string[] }
      const command = tokenCommand(open, { out: line => { said.out.push(line) }, note: line => { said.note.push(line) } })
      for (const each of [command, ...command.commands]) each.configureOutput({ writeErr: text => { said.note.push(text) }, writeOut: text => { said.out.push(text) } })
      await new Command('goodturn').exitOverride().addCommand(command).parseAsync(['token', ...args], { from: 'user' })
      return said
    }
  }
}

t.test('a token that is made on the machine lets in, and is all that goes to stdout', async t => {
  const { run, database, left } = await shell(t)
  const { out, note } = await run('create', 'laptop')
  t.equal(out.length, 1)
  t.match(await recognizeToken({ database, now: Date.now() }, out[0] ?? ''), { name: 'owner', role: 'OWNER', scopes: ['write'] })
  t.strictSame(note, ['Keep it now: it is not shown again.'])
  t.equal(left(), 0, 'the database is closed')
})

t.test('scope, end and member may be chosen', async t => {
  const { run, database } = await shell(t)
  const grace = await memberWith(database, await recognizeToken({ database, now: Date.now() }, (await run('create', 'x')).out[0] ?? ''), 'Grace', 'VIEWER')
  const { out: [text = ''] } = await run('create', 'phone', '--scope', 'read', '--expires', '30d', '--member', 'Grace')
  t.match(await recognizeToken({ database, now: Date.now() + 29.9 * DAY_MS }, text), { memberId: grace.memberId, scopes: ['read'] })
  await t.rejects(recognizeToken({ database, now: Date.now() + 30 * DAY_MS }, text), { message: 'The token has expired.' })
  const { out: [dated = ''] } = await run('create', 'tablet', '--expires', '2100-01-31')
  await t.rejects(recognizeToken({ database, now: Date.parse('2100-01-31') }, dated), { message: 'The token has expired.' })
})

t.test('the list shows each token by its prefix, in columns', async t => {
  const { run, ownerToken } = await shell(t)
  const { out: [text = ''] } = await run('create', 'a laptop', '--expires', '2100-01-31T09:30:00Z')
  const { out } = await run('list')
  t.match(out[0], /^TOKEN +NAME +MEMBER +SCOPES +STATE +CREATED +LAST USED +EXPIRES$/)
  t.match(out[1], new RegExp(`^${ownerToken.slice(0, 16)}… +owner +owner +admin +active +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d +never +never$`))
  t.match(out[2], new RegExp(`^${text.slice(0, 16)}… +a laptop +owner +write +active .* never +2100-01-31 09:30$`))
  t.equal(out[1]?.indexOf('active'), out[0]?.indexOf('STATE'))
  t.ok(!out.join('\n').includes(text.slice(0, 17)), 'no more than the prefix')
})

t.test('a token is revoked by its prefix', async t => {
  const { run, database } = await shell(t)
  const { out: [text = ''] } = await run('create', 'lost')
  t.strictSame((await run('revoke', text.slice(0, 16))).note, ['The token “lost” of owner is revoked.'])
  await t.rejects(recognizeToken({ database, now: Date.now() }, text), { message: 'The token has been revoked.' })
  t.match((await run('list')).out[2], / revoked /)
})

t.test('what is not there is said in a sentence, and the database is closed all the same', async t => {
  const { run, left } = await shell(t)
  await t.rejects(run('revoke', 'goodturn_abcdefg'), { code: 'NOT_FOUND', message: 'No tokens of “personal” begin with goodturn_abcdefg.' })
  await t.rejects(run('create', 'x', '--member', 'Nobody'), { code: 'NOT_FOUND', message: 'No members are called “Nobody”.' })
  await t.rejects(run('list', '--workspace', 'elsewhere'), { code: 'NOT_FOUND', message: 'There is no workspace “elsewhere” here.' })
  await t.rejects(run('create', ' '), { code: 'INVALID', fields: [{ path: 'name' }] })
  await t.rejects(run('create', 'x', '--expires', '2020-01-01'), { code: 'INVALID', fields: [{ path: 'expiresAt' }] })
  t.equal(left(), 0)
})

t.test('wrong usage is told without a database', async t => {
  const { run, left } = await shell(t)
  for (const args of [['create'], ['create', 'x', '--scope', 'all'], ['create', 'x', '--expires', 'soon'], ['revoke'], ['list', 'all'], ['dance']]) {
    await t.rejects(run(...args), { name: 'CommanderError', code: /^commander\./ }, args.join(' '))
  }
  t.equal(left(), 0)
})
