import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { uuidv7 } from 'uuidv7'
import type { Test } from 'tap'
import { buildApp, type AppOptions } from '../../src/app.ts'
import { connect, type ConnectOptions, type Database } from '../../src/database/connect.ts'
import { insertMember } from '../../src/database/workspaces/members.ts'
import { inWorkspace } from '../../src/database/tenancy.ts'
import { insertToken } from '../../src/database/workspaces/tokens.ts'
import { insertWorkspace } from '../../src/database/workspaces/workspaces.ts'
import type { Role, Scope } from '../../src/domain/actor.ts'
import { toTypeId } from '../../src/domain/type-id.ts'
import { cipherOf } from '../../src/operations/integrations/cipher.ts'
import { newSecret } from '../../src/operations/tokens/secret.ts'
import { testDatabase } from './postgres.ts'

/** What the secrets of integrations are sealed with. */
export const SECRET_KEY = Buffer.alloc(32, 'goodturn')
export const CIPHER = cipherOf([SECRET_KEY])
/** What the addresses of integrations begin with. */
export const PUBLIC_URL = 'https://goodturn.example'

/** Where the clock of a test stands unless it is told otherwise. */
export const NOW = Date.parse('2026-03-01T12:00:00Z')

// A reply is asserted whole or by t.match; its type would only repeat the assertion.
type Json = any

/** What is sent along with a GraphQL text. */
export interface Sent {
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly operationName?: string
}

export interface Told {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly body: Json
}

export interface TestWorkspace {
  /** The UUID. */
  readonly workspaceId: string
  /** As clients have it. */
  readonly id: string
  /** Of its owner, with all scopes. */
  readonly token: string
  /** A token of a new member. */
  tokenOf (role: Role, scopes?: readonly Scope[]): Promise<string>
}

export interface TestApp extends TestWorkspace {
  readonly app: FastifyInstance
  readonly database: Database
  /** The owner's connection string: above row-level security. */
  readonly adminUrl: string
  /** All statements sent so far, but for those that each connection begins with and the notes of a token's use. */
  readonly statements: string[]
  /** How often the use of a token was noted: once a minute for each, behind an answer. */
  readonly noted: () => number
  readonly logs: string[]
  /** Stopped; a test sets it by hand. */
  readonly clock: { now: number }
  /** The whole answer but for extensions, which hold the cost. A token alone may stand for what is sent along. */
  query (text: string, variables?: object, sent?: Sent | string): Promise<Json>
  /** The answer as HTTP has it. */
  post (text: string, variables?: object, sent?: Sent | string): Promise<Told>
  newWorkspace (name: string): Promise<TestWorkspace>
}

export type TestAppOptions = Partial<AppOptions['config']> & Partial<Pick<ConnectOptions, 'max' | 'statementTimeoutMs'>> & Partial<Pick<AppOptions, 'judgeByActor' | 'publicUrl' | 'patience'>> & {
  /** From which on `logs` has what is logged; warnings by default. */
  readonly logLevel?: string
  /** A connection string in place of the database's own, such as that of a proxy before it. */
  readonly through?: (url: string) => Promise<string> | string
}

/** The whole application over a database of its own, with one workspace in it; its clock stands still. */
export async function testApp (t: Pick<Test, 'teardown'>, { max, statementTimeoutMs, through = url => url, judgeByActor, publicUrl = () => PUBLIC_URL, logLevel = 'warn', patience, ...config }: TestAppOptions = {}): Promise<TestApp> {
  const { url, adminUrl } = await testDatabase(t)
  const statements: string[] = []
  let noted = 0
  const logs: string[] = []
  const clock = { now: NOW }
  const database = connect({
    url: await through(url),
    ...max !== undefined && { max },
    ...statementTimeoutMs !== undefined && { statementTimeoutMs },
    onStatement: text => {
      if (text.includes('app.token_use')) noted++
      else if (!text.includes('pg_catalog.pg_type')) statements.push(text)
    }
  })
  const app = await buildApp({
    config: { graphiql: false, rateLimit: 'off', oidc: null, corsOrigins: [], maxImportBytes: 100_000_000, ...config },
    database,
    cipher: CIPHER,
    publicUrl,
    ...judgeByActor && { judgeByActor },
    ...patience && { patience },
    logger: pino({ level: logLevel }, { write: line => { logs.push(line) } }),
    now: () => clock.now
  })
  t.teardown(async () => {
    await app.close()
    await database.close()
  })
  const workspace = await newWorkspace(database, 'engines')
  const post: TestApp['post'] = async (query, variables, sent = {}) => {
    const { token = workspace.token, headers = {}, operationName } = typeof sent === 'string' ? { token: sent } : sent
    const { statusCode: status, headers: got, body: text } = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
      payload: JSON.stringify({ query, variables, operationName })
    })
    return { status, headers: got, text, body: text.startsWith('{') ? JSON.parse(text) : text }
  }
  return {
    ...workspace,
    app,
    database,
    adminUrl,
    statements,
    noted: () => noted,
    logs,
    clock,
    post,
    query: async (text, variables, sent) => {
      const { extensions, ...answer } = (await post(text, variables, sent)).body
      return answer
    },
    newWorkspace: name => newWorkspace(database, name)
  }
}

async function newWorkspace (database: Database, name: string): Promise<TestWorkspace> {
  const workspaceId = uuidv7()
  await inWorkspace(database, workspaceId, db => insertWorkspace(db, { slug: name, name, timeZone: 'Europe/Berlin', defaultCountry: 'DE', createdAt: NOW }))
  const tokenOf = async (role: Role, scopes: readonly Scope[] = ['admin']): Promise<string> => {
    const { text, prefix, hash } = newSecret()
    const memberId = uuidv7()
    await inWorkspace(database, workspaceId, async db => {
      await insertMember(db, { id: memberId, name: role.toLowerCase(), role, createdAt: NOW })
      await insertToken(db, { id: uuidv7(), memberId, name: 'test', prefix, hash, scopes: [...scopes], createdAt: NOW })
    })
    return text
  }
  return { workspaceId, id: toTypeId('workspace', workspaceId), token: await tokenOf('OWNER'), tokenOf }
}
