import t from 'tap'
import { resolve } from 'node:path'
import { loadConfig, loadDemoConfig, publicUrlOf } from '../src/config.ts'

const [ONE, TWO] = [Buffer.alloc(32, 0xfe), Buffer.from('0123456789abcdef'.repeat(2))]

t.test('an empty environment is a complete configuration', async t => {
  t.strictSame(loadConfig({}), {
    host: '127.0.0.1',
    port: 4000,
    publicUrl: null,
    secretKeys: [],
    databaseUrl: null,
    databaseAdminUrl: null,
    databasePool: 10,
    dataDir: resolve('data'),
    logLevel: 'info',
    graphiql: true,
    rateLimit: 100,
    maxImportBytes: 2_147_483_648,
    oidc: null,
    corsOrigins: [],
    fetch: { subnets: [], ports: [443, 80, 8443], http: false }
  })
})

t.test('each variable has its place', async t => {
  t.strictSame(loadConfig({
    HOST: '0.0.0.0',
    PORT: '8080',
    PUBLIC_URL: 'https://Goodturn.example.com:8443/',
    SECRET_KEY: `${ONE.toString('base64')}, ${TWO.toString('hex')},${ONE.toString('base64url')}`,
    DATABASE_URL: 'postgres://server:s3cret@db:5432/goodturn',
    DATABASE_ADMIN_URL: 'postgresql://owner:s3cret@db/goodturn',
    DATABASE_POOL: '25',
    DATA_DIR: '/var/lib/goodturn',
    LOG_LEVEL: 'warn',
    GRAPHIQL: 'off',
    RATE_LIMIT: 'off',
    MAX_IMPORT_BYTES: '1048576',
    OIDC_ISSUER: 'https://login.example.com/',
    OIDC_AUDIENCE: 'goodturn',
    OIDC_ALGORITHMS: 'RS256, ES256',
    OIDC_WORKSPACE_CLAIM: 'team',
    OIDC_ROLE_CLAIM: 'groups',
    CORS_ORIGINS: 'https://app.example.com, http://localhost:5173',
    FETCH_SUBNETS: '10.0.0.0/8, fd00::/8',
    FETCH_PORTS: '443,8080',
    FETCH_HTTP: 'on',
    PATH: '/usr/bin'
  }), {
    host: '0.0.0.0',
    port: 8080,
    publicUrl: 'https://goodturn.example.com:8443',
    secretKeys: [ONE, TWO, ONE],
    databaseUrl: 'postgres://server:s3cret@db:5432/goodturn',
    databaseAdminUrl: 'postgresql://owner:s3cret@db/goodturn',
    databasePool: 25,
    dataDir: resolve('/var/lib/goodturn'),
    logLevel: 'warn',
    graphiql: false,
    rateLimit: 'off',
    maxImportBytes: 1_048_576,
    oidc: { issuer: 'https://login.example.com/', audience: 'goodturn', algorithms: ['RS256', 'ES256'], workspaceClaim: 'team', roleClaim: 'groups' },
    corsOrigins: ['https://app.example.com', 'http://localhost:5173'],
    fetch: { subnets: ['10.0.0.0/8', 'fd00::/8'], ports: [443, 8080], http: true }
  })
})

t.test('an empty variable counts as absent', async t => {
  t.strictSame(loadConfig({ PORT: '', DATABASE_URL: '', CORS_ORIGINS: '', OIDC_ISSUER: '' }), loadConfig({}))
})

t.test('a wrong value is refused by name, with what it has to be', async t => {
  const refused: [Record<string, string>, string][] = [
    [{ PORT: 'abc' }, 'PORT must be a whole number from 0 to 65535, not "abc".'],
    [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535, not "65536".'],
    [{ PORT: '-1' }, 'PORT must be a whole number from 0 to 65535, not "-1".'],
    [{ PORT: '80.5' }, 'PORT must be a whole number from 0 to 65535, not "80.5".'],
    [{ HOST: 'http://0.0.0.0' }, 'HOST must be an address to listen on, such as 127.0.0.1 or 0.0.0.0, not "http://0.0.0.0".'],
    ...['goodturn.example.com', 'ftp://goodturn.example.com', 'https://goodturn.example.com/hooks', 'https://goodturn.example.com/?a', 'https://ada:pw@goodturn.example.com', 'https://goodturn.example.com:99999']
      .map((url): [Record<string, string>, string] => [{ PUBLIC_URL: url }, `PUBLIC_URL must be the address under which others reach this server, such as https://goodturn.example.com, not "${url}".`]),
    [{ DATABASE_POOL: '0' }, 'DATABASE_POOL must be a whole number from 1 to 1000, not "0".'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, not "loud".'],
    [{ GRAPHIQL: 'true' }, 'GRAPHIQL must be on or off, not "true".'],
    [{ RATE_LIMIT: '0' }, 'RATE_LIMIT must be a whole number from 1 to 9999999, or off, not "0".'],
    [{ RATE_LIMIT: '1e3' }, 'RATE_LIMIT must be a whole number from 1 to 9999999, or off, not "1e3".'],
    [{ MAX_IMPORT_BYTES: '2GB' }, 'MAX_IMPORT_BYTES must be a whole number of bytes from 1048576 to 1099511627776, not "2GB".'],
    [{ FETCH_SUBNETS: '10.0.0.0/8, 10.0.0.1' }, 'FETCH_SUBNETS must be subnets such as 10.0.0.0/8, with commas between them, not "10.0.0.1".'],
    [{ FETCH_SUBNETS: '10.0.0.0/33' }, 'FETCH_SUBNETS must be subnets such as 10.0.0.0/8, with commas between them, not "10.0.0.0/33".'],
    [{ FETCH_PORTS: 'any' }, 'FETCH_PORTS must be ports, with commas between them, not "any".'],
    [{ CORS_ORIGINS: 'https://app.example.com/page' }, 'CORS_ORIGINS must be origins such as https://app.example.com, with commas between them, not "https://app.example.com/page".'],
    [{ OIDC_ALGORITHMS: 'RS256;ES256' }, 'OIDC_ALGORITHMS must be names of signatures such as RS256, with commas between them, not "RS256;ES256".'],
    [{ OIDC_ISSUER: 'https://login.example.com' }, 'OIDC_ISSUER goes with OIDC_AUDIENCE, which is not set.'],
    [{ OIDC_AUDIENCE: 'goodturn' }, 'OIDC_AUDIENCE goes with OIDC_ISSUER, which is not set.'],
    [{ DATABASE_ADMIN_URL: 'postgres://db/goodturn' }, 'DATABASE_ADMIN_URL goes with DATABASE_URL, which is not set.']
  ]
  for (const [environment, message] of refused) {
    t.throws(() => loadConfig(environment), { code: 'INVALID', message }, message)
  }
})

t.test('neither a password nor a key shows in a refusal', async t => {
  t.throws(() => loadConfig({ DATABASE_URL: 'mysql://server:s3cret@db/goodturn' }), {
    message: 'DATABASE_URL must be a connection string, such as postgres://user:password@host:5432/name.'
  })
  for (const key of ['short', ONE.toString('hex').slice(1), ONE.toString('base64').slice(2), `${ONE.toString('base64')};${TWO.toString('hex')}`, `${ONE.toString('hex')},`]) {
    t.throws(() => loadConfig({ SECRET_KEY: key }), {
      message: 'SECRET_KEY must be 32 bytes in base64 or hex, such as openssl rand -base64 32 gives, or several of them with commas between them.'
    })
  }
})

t.test('without an address of its own a server is on this machine, at the port that it listens on', async t => {
  t.equal(publicUrlOf(loadConfig({ PORT: '0' }), 40123), 'http://localhost:40123')
  t.equal(publicUrlOf(loadConfig({}), 80), 'http://localhost')
  t.equal(publicUrlOf(loadConfig({ PUBLIC_URL: 'https://goodturn.example.com' }), 4000), 'https://goodturn.example.com')
})

t.test('a demo has a directory of its own unless it is told one, and never a database that is configured', async t => {
  t.strictSame(loadDemoConfig({}), { ...loadConfig({}), dataDir: resolve('demo-data') })
  t.equal(loadDemoConfig({ DATA_DIR: '' }).dataDir, resolve('demo-data'))
  t.equal(loadDemoConfig({ DATA_DIR: '/tmp/elsewhere' }).dataDir, '/tmp/elsewhere')
  t.throws(() => loadDemoConfig({ DATABASE_URL: 'postgres://db/goodturn' }), { code: 'INVALID', fields: [{ path: 'DATABASE_URL' }] })
})
