import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { envSchema } from 'env-schema'
import { VARIABLES, type Environment, type Variable } from './config/variables.ts'
import { Refusal } from './domain/refusal.ts'

/** Everything that is configured, read once from the environment. */
export interface Config {
  readonly host: string
  readonly port: number
  /** What the addresses begin with that others are given, without a slash at the end. Null where it is localhost and the port. */
  readonly publicUrl: string | null
  /** What the secrets in the database are sealed with: the first seals, all of them open. None where the server is to keep a key of its own. */
  readonly secretKeys: readonly Buffer[]
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
  /** Of one file that is imported over HTTP. */
  readonly maxImportBytes: number
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

const DEMO_DATA_DIR = './demo-data'

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
    publicUrl: env.PUBLIC_URL ? originOf(env.PUBLIC_URL) : null,
    secretKeys: listed(env.SECRET_KEY ?? '').map(readSecretKey),
    databaseUrl: env.DATABASE_URL ?? null,
    databaseAdminUrl: env.DATABASE_ADMIN_URL ?? null,
    databasePool: env.DATABASE_POOL,
    dataDir: resolve(env.DATA_DIR),
    logLevel: env.LOG_LEVEL,
    graphiql: env.GRAPHIQL === 'on',
    rateLimit: env.RATE_LIMIT === 'off' ? 'off' : Number(env.RATE_LIMIT),
    maxImportBytes: env.MAX_IMPORT_BYTES,
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

/** What the addresses begin with that others are given, by a server that listens on `port`. */
export function publicUrlOf ({ publicUrl }: Pick<Config, 'publicUrl'>, port: number): string {
  return publicUrl ?? new URL(`http://localhost:${port}`).origin
}

/** A line for each variable: its name, what it takes, and its default. */
export function variableList (): string[] {
  const width = Math.max(...Object.keys(VARIABLES).map(name => name.length)) + 2
  return Object.entries(VARIABLES).map(([name, { schema, expects }]) => {
    const value = 'default' in schema && schema.default !== '' ? ` (default ${schema.default})` : ''
    return `${name.padEnd(width)}${expects}${value}`
  })
}

/** A key of 32 bytes, out of 64 hex digits or out of base64 of either alphabet. */
export function readSecretKey (text: string): Buffer {
  return Buffer.from(text, text.length === 64 ? 'hex' : 'base64')
}

function originOf (text: string): string {
  if (!URL.canParse(text)) throw wrong('PUBLIC_URL', `must be ${VARIABLES.PUBLIC_URL.expects}, not "${text}".`)
  return new URL(text).origin
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
