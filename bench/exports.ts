import postgres from 'postgres'
import { uuidv7 } from 'uuidv7'
import { exportContacts } from '../src/operations/exports/export-contacts.ts'
import { exportWorkspace } from '../src/operations/exports/export-workspace.ts'
import { actAsOwner } from '../src/operations/members/act-as-owner.ts'
import { onNewDatabase } from './support/embedded.ts'

/** `npx tsx bench/exports.ts`: how fast a large workspace is taken away, and how much memory that takes. */
const CONTACTS = Number(process.env.BENCH_CONTACTS ?? 100_000)
const INTERACTIONS = CONTACTS * 5

await onNewDatabase(async ({ adminUrl, database }) => {
  const actor = await actAsOwner({ database }, 'personal')
  await fill(adminUrl, actor.workspaceId)
  const ctx = { database, actor, now: Date.now(), newId: uuidv7, requestId: 'bench' }
  await measure('workspace.jsonl', await exportWorkspace(ctx))
  await measure('contacts.vcf', await exportContacts(ctx, 'vcard'))
  await measure('contacts.csv', await exportContacts(ctx, 'csv'))
})

async function measure (name: string, pieces: AsyncIterable<string>): Promise<void> {
  const startedAt = performance.now()
  let [bytes, most] = [0, 0]
  for await (const piece of pieces) {
    bytes += Buffer.byteLength(piece)
    most = Math.max(most, process.memoryUsage.rss())
  }
  const [seconds, megabytes] = [(performance.now() - startedAt) / 1000, bytes / 1e6]
  console.log(`${name.padEnd(16)} ${megabytes.toFixed(1)} MB in ${seconds.toFixed(1)} s: ${(megabytes / seconds).toFixed(1)} MB/s, at most ${(most / 1e6).toFixed(0)} MB of memory`)
}

/** Written as SQL: what is measured is the way out. */
async function fill (adminUrl: string, workspaceId: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  const uuid = (from: string) => sql.unsafe(`('019c9b6e-0000-7000-8000-' || lpad(to_hex(${from}), 12, '0'))::uuid`)
  await sql`
    insert into app.contact (workspace_id, id, name, name_key, organization, organization_key, notes, paused, version, created_at, updated_at)
    select ${workspaceId}, ${uuid('n')}, 'Person ' || n, 'person ' || n, 'Organization ' || n % 997, 'organization ' || n % 997, 'Met at the fair, row ' || n, false, 1, now(), now()
    from generate_series(1, ${CONTACTS}::int) n`
  await sql`
    insert into app.identity (workspace_id, id, contact_id, kind, value, normalized, is_primary, position)
    select ${workspaceId}, ${uuid('n')}, ${uuid('n')}, 'EMAIL', 'person' || n || '@example.org', 'person' || n || '@example.org', true, 0 from generate_series(1, ${CONTACTS}::int) n`
  await sql`
    insert into app.interaction (workspace_id, id, channel, direction, status, occurred_at, subject, summary, source, external_id, created_at, updated_at)
    select ${workspaceId}, ${uuid('n')}, 'EMAIL', 'INBOUND', 'HELD', now() - n * interval '1 minute', 'About matter ' || n, 'With Person ' || n, 'email', n || '@example.org', now(), now()
    from generate_series(1, ${INTERACTIONS}::int) n`
  await sql`
    insert into app.participant (workspace_id, interaction_id, contact_id, occurred_at)
    select ${workspaceId}, ${uuid('n')}, ${uuid(`1 + n % ${CONTACTS}`)}, now() - n * interval '1 minute' from generate_series(1, ${INTERACTIONS}::int) n`
  await sql.end()
}
