import postgres from 'postgres'

/** All rows of all tables of the database, in every schema, as text: bytes are decoded in every way that webhooks and mails are written. */
export async function dump (adminUrl: string): Promise<string> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    const tables = await sql<{ schema: string, name: string }[]>`
      select schemaname as schema, tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`
    const texts = []
    for (const { schema, name } of tables) {
      const rows = await sql<{ row: string }[]>`select to_json(x)::text as row from ${sql(`${schema}.${name}`)} x`
      texts.push(...rows.map(({ row }) => `${schema}.${name} ${inAllWays(row)}`))
    }
    return texts.join('\n')
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** The rows of a dump that have any of these, in lower case and however numbers are written. */
export function traces (dumped: string, ...sought: readonly string[]): string[] {
  return dumped.split('\n').filter(row => {
    const text = row.toLowerCase()
    const digits = text.replace(/[\s()./-]/g, '')
    return sought.some(each => text.includes(each.toLowerCase()) || (/^\d+$/.test(each) && digits.includes(each)))
  }).map(row => row.slice(0, 300))
}

function inAllWays (row: string): string {
  const bytes = [...row.matchAll(/\\\\x([0-9a-f]{2,})/g)].map(([, hex = '']) => Buffer.from(hex, 'hex'))
  const written = [row.replace(/\\\\x[0-9a-f]+/g, ''), ...bytes.map(each => each.toString('utf8')), ...bytes.map(each => each.toString('latin1'))]
  const decoded = written.flatMap(decode)
  return [...written, ...decoded, ...decoded.flatMap(decode)].join(' ').replaceAll('\n', ' ')
}

function decode (text: string): string[] {
  const base64 = text.replace(/\\r|\\n|\s/g, '').match(/[A-Za-z0-9+/]{20,}/g) ?? []
  return [
    ...base64.map(run => Buffer.from(run, 'base64').toString('utf8')),
    text.replaceAll('+', ' ').replace(/(?:%[0-9a-f]{2})+/gi, run => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8')),
    text.replace(/=\r?\n/g, '').replace(/(?:=[0-9A-F]{2})+/g, run => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8')),
    text.replace(/\\u([0-9a-f]{4})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  ]
}
