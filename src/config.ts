import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { envSchema } from 'env-schema'
import { Refusal } from './domain/refusal.ts'

/** Everything that is configured, read once from the environment. */
export interface Config {
  readonly host: string
  readonly port: number
  /** Null starts a PostgreSQL of our own in `dataDir`. */
  readonly databaseUrl: string | null
  /** The owner's login, which migrates. Null where `databaseUrl` is the owner's itself. */
  readonly databaseAdminUrl: string | null
  /** Connections of the server's pool. */
  readonly databasePool: number
  /** Absolute path. */
  readonly dataDir: string
  readonly logLevel: string
  readonly graphiql: boolean
  /** Cost points restored a second for each token. */
  readonly rateLimit: number | 'off'
  /** Whose JWTs are accepted, and for whom they have to be made. */
  readonly oidc: OidcConfig | null
  /** Origins of web pages that may call from a browser. */
  readonly corsOrigins: readonly string[]
  /** What of the addresses that users give (feeds) is read, besides https at the usual ports of the public internet. */
  readonly fetch: FetchConfig
}

export interface FetchConfig {
  /** Such as 10.0.0.0/8. */
  readonly subnets: readonly string[]
  readonly ports: readonly number[]
  /** Whether plain http is read. */
  readonly http: boolean
}

/** What is absent is as src/http/oidc.ts has it by default. */
export interface OidcConfig {
  readonly issuer: string
  readonly audience: string
  /** JWS names of the signatures that are accepted. */
  readonly algorithms?: readonly string[]
  /** Claims in which the issuer names the workspace and the role. */
  readonly workspaceClaim?: string
  readonly roleClaim?: string
}

interface Variable {
  readonly schema: Readonly<Record<string, unknown>>
  /** Completes "PORT must be …". */
  readonly expects: string
  /** Its value never shows, not even in an error. */
  readonly isSecret?: true
}

const DEMO_DATA_DIR = './demo-data'
const POSTGRES_URL = { type: 'string', pattern: '^postgres(ql)?://[^/\\s]+' }
const ON_OFF = { type: 'string', enum: ['on', 'off'] }

const VARIABLES = {
  HOST: { schema: { type: 'string', default: '127.0.0.1', pattern: '^[^\\s/]+$' }, expects: 'an address to listen on, such as 127.0.0.1 or 0.0.0.0' },
  PORT: { schema: { type: 'integer', default: 4000, minimum: 0, maximum: 65535 }, expects: 'a whole number from 0 to 65535' },
  DATABASE_URL: { schema: POSTGRES_URL, expects: 'a connection string, such as postgres://user:password@host:5432/name', isSecret: true },
  DATABASE_ADMIN_URL: { schema: POSTGRES_URL, expects: 'a connection string, such as postgres://owner:password@host:5432/name', isSecret: true },
  DATABASE_POOL: { schema: { type: 'integer', default: 10, minimum: 1, maximum: 1000 }, expects: 'a whole number from 1 to 1000' },
  DATA_DIR: { schema: { type: 'string', default: './data' }, expects: 'a directory' },
  LOG_LEVEL: { schema: { type: 'string', default: 'info', enum: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] }, expects: 'one of fatal, error, warn, info, debug, trace, silent' },
  GRAPHIQL: { schema: { ...ON_OFF, default: 'on' }, expects: 'on or off' },
  RATE_LIMIT: { schema: { type: 'string', default: '100', pattern: '^(off|[1-9][0-9]{0,6})$' }, expects: 'a whole number from 1 to 9999999, or off' },
  OIDC_ISSUER: { schema: { type: 'string', pattern: '^https?://\\S+$' }, expects: 'the https address of an issuer' },
  OIDC_AUDIENCE: { schema: { type: 'string' }, expects: 'the audience that tokens are made for' },
  OIDC_ALGORITHMS: { schema: { type: 'string', pattern: '^[A-Za-z0-9]+(\\s*,\\s*[A-Za-z0-9]+)*$' }, expects: 'names of signatures such as RS256, with commas between them' },
  OIDC_WORKSPACE_CLAIM: { schema: { type: 'string' }, expects: 'the name of a claim' },
  OIDC_ROLE_CLAIM: { schema: { type: 'string' }, expects: 'the name of a claim' },
  CORS_ORIGINS: { schema: { type: 'string', default: '', pattern: '^(https?://[^\\s/,]+(\\s*,\\s*https?://[^\\s/,]+)*)?$' }, expects: 'origins such as https://app.example.com, with commas between them' },
  FETCH_SUBNETS: { schema: { type: 'string', default: '' }, expects: 'subnets such as 10.0.0.0/8, with commas between them' },
  FETCH_PORTS: { schema: { type: 'string', default: '443, 80, 8443', pattern: '^[0-9]{1,5}(\\s*,\\s*[0-9]{1,5})*$' }, expects: 'ports, with commas between them' },
  FETCH_HTTP: { schema: { ...ON_OFF, default: 'off' }, expects: 'on or off' }
} satisfies Record<string, Variable>

interface Environment {
  HOST: string
  PORT: number
  DATABASE_URL?: string
  DATABASE_ADMIN_URL?: string
  DATABASE_POOL: number
  DATA_DIR: string
  LOG_LEVEL: string
  GRAPHIQL: string
  RATE_LIMIT: string
  OIDC_ISSUER?: string
  OIDC_AUDIENCE?: string
  OIDC_ALGORITHMS?: string
  OIDC_WORKSPACE_CLAIM?: string
  OIDC_ROLE_CLAIM?: string
  CORS_ORIGINS: string
  FETCH_SUBNETS: string
  FETCH_PORTS: string
  FETCH_HTTP: string
}

/**
 * The configuration of an environment; an empty variable counts as absent, unknown ones are ignored.
 * Refuses (INVALID) the first wrong value, by name and with what it has to be.
 */
export function loadConfig (environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const env = validated(environment)
  if (env.DATABASE_ADMIN_URL && !env.DATABASE_URL) throw wrong('DATABASE_ADMIN_URL', 'goes with DATABASE_URL, which is not set.')
  if (!env.OIDC_ISSUER !== !env.OIDC_AUDIENCE) {
    throw env.OIDC_ISSUER ? wrong('OIDC_ISSUER', 'goes with OIDC_AUDIENCE, which is not set.') : wrong('OIDC_AUDIENCE', 'goes with OIDC_ISSUER, which is not set.')
  }
  return {
    host: env.HOST,
    port: env.PORT,
    databaseUrl: env.DATABASE_URL ?? null,
    databaseAdminUrl: env.DATABASE_ADMIN_URL ?? null,
    databasePool: env.DATABASE_POOL,
    dataDir: resolve(env.DATA_DIR),
    logLevel: env.LOG_LEVEL,
    graphiql: env.GRAPHIQL === 'on',
    rateLimit: env.RATE_LIMIT === 'off' ? 'off' : Number(env.RATE_LIMIT),
    oidc: oidcConfig(env),
    corsOrigins: listed(env.CORS_ORIGINS),
    fetch: fetchConfig(env)
  }
}

/**
 * The configuration of a demo, which keeps to a directory of its own unless it is told one. Refuses (INVALID) what loadConfig
 * refuses, and any DATABASE_URL: what is made up is never mixed with what is kept elsewhere.
 */
export function loadDemoConfig (environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const config = loadConfig({ ...environment, DATA_DIR: environment['DATA_DIR'] || DEMO_DATA_DIR })
  if (config.databaseUrl) throw wrong('DATABASE_URL', 'is set, but a demo keeps its made-up data in a database of its own: run it without.')
  return config
}

/** A line for each variable: its name, what it takes, and its default. */
export function variableList (): string[] {
  const width = Math.max(...Object.keys(VARIABLES).map(name => name.length)) + 2
  return Object.entries(VARIABLES).map(([name, { schema, expects }]) => {
    const value = 'default' in schema && schema.default !== '' ? ` (default ${schema.default})` : ''
    return `${name.padEnd(width)}${expects}${value}`
  })
}

function oidcConfig (env: Environment): OidcConfig | null {
  if (!env.OIDC_ISSUER || !env.OIDC_AUDIENCE) return null
  return {
    issuer: env.OIDC_ISSUER,
    audience: env.OIDC_AUDIENCE,
    ...env.OIDC_ALGORITHMS && { algorithms: listed(env.OIDC_ALGORITHMS) },
    ...env.OIDC_WORKSPACE_CLAIM && { workspaceClaim: env.OIDC_WORKSPACE_CLAIM },
    ...env.OIDC_ROLE_CLAIM && { roleClaim: env.OIDC_ROLE_CLAIM }
  }
}

function fetchConfig ({ FETCH_SUBNETS, FETCH_PORTS, FETCH_HTTP }: Environment): FetchConfig {
  const subnets = listed(FETCH_SUBNETS)
  for (const subnet of subnets) {
    const [address = '', bits = ''] = subnet.split('/')
    if (isIP(address) === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (isIP(address) === 4 ? 32 : 128)) throw wrong('FETCH_SUBNETS', `must be ${VARIABLES.FETCH_SUBNETS.expects}, not "${subnet}".`)
  }
  return { subnets, ports: listed(FETCH_PORTS).map(Number), http: FETCH_HTTP === 'on' }
}

function listed (text: string): string[] {
  return text.split(',').map(each => each.trim()).filter(each => each !== '')
}

function validated (environment: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
  const properties = Object.fromEntries(Object.entries(VARIABLES).map(([name, { schema }]) => [name, schema]))
  try {
    return envSchema<Environment>({ schema: { type: 'object', properties }, data: { ...given }, env: false })
  } catch (error) {
    const [first] = (error as { errors?: { instancePath: string }[] }).errors ?? []
    const name = first?.instancePath.slice(1) ?? ''
    const variable: Variable | undefined = VARIABLES[name as keyof typeof VARIABLES]
    if (!variable) throw error
    throw wrong(name, `must be ${variable.expects}${variable.isSecret ? '' : `, not "${given[name]}"`}.`)
  }
}

function wrong (name: string, why: string): Refusal {
  return new Refusal('INVALID', `${name} ${why}`, { fields: [{ path: name, message: why }] })
}
