/** One setting of the environment. */
export interface Variable {
  readonly schema: Readonly<Record<string, unknown>>
  /** Completes "PORT must be …". */
  readonly expects: string
  /** Its value never shows, not even in an error. */
  readonly isSecret?: true
}

const POSTGRES_URL = { type: 'string', pattern: '^postgres(ql)?://[^/\\s]+' }
const SECRET_KEY = '([0-9A-Fa-f]{64}|[A-Za-z0-9+/_-]{43}=?)'
const ON_OFF = { type: 'string', enum: ['on', 'off'] }

/** All that can be set, in the order in which help tells of it. */
export const VARIABLES = {
  HOST: { schema: { type: 'string', default: '127.0.0.1', pattern: '^[^\\s/]+$' }, expects: 'an address to listen on, such as 127.0.0.1 or 0.0.0.0' },
  PORT: { schema: { type: 'integer', default: 4000, minimum: 0, maximum: 65535 }, expects: 'a whole number from 0 to 65535' },
  PUBLIC_URL: { schema: { type: 'string', pattern: '^https?://[^\\s/?#@]+/?$' }, expects: 'the address under which others reach this server, such as https://goodturn.example.com' },
  SECRET_KEY: { schema: { type: 'string', pattern: `^${SECRET_KEY}(\\s*,\\s*${SECRET_KEY})*$` }, expects: '32 bytes in base64 or hex, such as openssl rand -base64 32 gives, or several of them with commas between them', isSecret: true },
  DATABASE_URL: { schema: POSTGRES_URL, expects: 'a connection string, such as postgres://user:password@host:5432/name', isSecret: true },
  DATABASE_ADMIN_URL: { schema: POSTGRES_URL, expects: 'a connection string, such as postgres://owner:password@host:5432/name', isSecret: true },
  DATABASE_POOL: { schema: { type: 'integer', default: 10, minimum: 1, maximum: 1000 }, expects: 'a whole number from 1 to 1000' },
  DATA_DIR: { schema: { type: 'string', default: './data' }, expects: 'a directory' },
  LOG_LEVEL: { schema: { type: 'string', default: 'info', enum: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] }, expects: 'one of fatal, error, warn, info, debug, trace, silent' },
  GRAPHIQL: { schema: { ...ON_OFF, default: 'on' }, expects: 'on or off' },
  RATE_LIMIT: { schema: { type: 'string', default: '100', pattern: '^(off|[1-9][0-9]{0,6})$' }, expects: 'a whole number from 1 to 9999999, or off' },
  MAX_IMPORT_BYTES: { schema: { type: 'integer', default: 2_147_483_648, minimum: 1_048_576, maximum: 1_099_511_627_776 }, expects: 'a whole number of bytes from 1048576 to 1099511627776' },
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

/** The settings as they were given, with defaults. */
export interface Environment {
  HOST: string
  PORT: number
  PUBLIC_URL?: string
  SECRET_KEY?: string
  DATABASE_URL?: string
  DATABASE_ADMIN_URL?: string
  DATABASE_POOL: number
  DATA_DIR: string
  LOG_LEVEL: string
  GRAPHIQL: string
  RATE_LIMIT: string
  MAX_IMPORT_BYTES: number
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
