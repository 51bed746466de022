import { Command, InvalidArgumentError, Option } from 'commander'
import { uuidv7 } from 'uuidv7'
import type { Database } from '../database/connect.ts'
import { openReading } from '../database/tenancy.ts'
import { SCOPES, type Scope } from '../domain/actor.ts'
import { Refusal } from '../domain/refusal.ts'
import { tokenPrefix } from '../domain/token.ts'
import type { OperationContext } from '../operations/context.ts'
import type { Cipher } from '../operations/integrations/cipher.ts'
import { actAsOwner } from '../operations/members/act-as-owner.ts'
import { listMembers } from '../operations/members/list-members.ts'
import { createToken } from '../operations/tokens/create-token.ts'
import { listTokens } from '../operations/tokens/list-tokens.ts'
import { revokeToken } from '../operations/tokens/revoke-token.ts'
import { FIRST_WORKSPACE } from '../operations/workspaces/first-start.ts'
import { tokenTable } from './token-table.ts'

type Open = () => Promise<{ readonly database: Database, readonly cipher: Cipher, close (): Promise<void> }>

/** Where a command says something: `out` is its answer, `note` is for the person who waits for it. */
export interface Say {
  readonly out: (line: string) => void
  readonly note: (line: string) => void
}

interface CreateOptions { readonly scope: Scope, readonly expires?: number, readonly member?: string, readonly workspace: string }

const DAY_MS = 24 * 60 * 60_000

/** `goodturn token create|list|revoke`, for who has the database at hand: it acts as the owner of the workspace. */
export function tokenCommand (open: Open, say: Say = { out: console.log, note: console.error }): Command {
  // Settings reach the subcommands only where they are made before these.
  const command = new Command('token').description('make, see and revoke tokens').exitOverride().showHelpAfterError('See goodturn token --help.')
  const workspace = () => new Option('--workspace <slug>', 'short name of the workspace').default(FIRST_WORKSPACE)

  command.command('create <name>')
    .description('make a token and print it; it is shown this once')
    .addOption(new Option('--scope <scope>', 'what it may be used for').choices(SCOPES).default('write'))
    .option('--expires <when>', 'such as 90d, or a date such as 2030-01-31', readExpiry)
    .option('--member <name>', 'whose it is (default: the owner)')
    .addOption(workspace())
    .action((name: string, { scope, expires, member, workspace }: CreateOptions) => within(open, workspace, async ctx => {
      const memberId = member === undefined ? ctx.actor.memberId : await memberCalled(ctx, member)
      const { text } = await createToken(ctx, { name, scopes: [scope], expiresAt: expires ?? null, memberId })
      say.out(text ?? '')
      say.note('Keep it now: it is not shown again.')
    }))

  command.command('list')
    .description('all tokens, with when each was last used')
    .addOption(workspace())
    .action((options: { workspace: string }) => within(open, options.workspace, async ctx => {
      for (const line of tokenTable(await listTokens(ctx))) say.out(line)
    }))

  command.command('revoke <token>')
    .description('make a token useless at once; name it by its first 16 characters, as list shows them')
    .addOption(workspace())
    .action((shown: string, options: { workspace: string }) => within(open, options.workspace, async ctx => {
      const found = (await listTokens(ctx)).filter(({ prefix }) => prefix === tokenPrefix(shown))
      const [token] = found
      if (!token || found.length > 1) throw new Refusal('NOT_FOUND', `${found.length || 'No'} tokens of “${options.workspace}” begin with ${tokenPrefix(shown)}.`)
      await revokeToken(ctx, token)
      say.note(`The token “${token.name}” of ${token.memberName} is revoked.`)
    }))

  return command
}

async function within (open: Open, workspace: string, work: (ctx: OperationContext) => Promise<void>): Promise<void> {
  const { database, cipher, close } = await open()
  try {
    const actor = await actAsOwner({ database }, workspace)
    const reading = openReading(database, actor.workspaceId)
    try {
      await work({ database, reading, actor, requestId: 'goodturn token', idempotencyKey: null, now: Date.now(), newId: uuidv7, cipher })
    } finally {
      await reading.end()
    }
  } finally {
    await close()
  }
}

async function memberCalled (ctx: OperationContext, name: string): Promise<string> {
  const found = (await listMembers(ctx)).filter(member => member.name === name)
  const [member] = found
  if (!member || found.length > 1) throw new Refusal('NOT_FOUND', `${found.length || 'No'} members are called “${name}”.`)
  return member.id
}

function readExpiry (text: string): number {
  const days = /^([1-9]\d{0,4})d$/.exec(text)?.[1]
  if (days) return Date.now() + Number(days) * DAY_MS
  const at = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(at)) throw new InvalidArgumentError('It is neither a number of days such as 90d nor a date such as 2030-01-31.')
  return at
}
