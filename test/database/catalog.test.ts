import postgres from 'postgres'
import t from 'tap'
import { testDatabase } from '../support/postgres.ts'
import { lintCatalog, RULES, type Finding, type Rule } from './support/lint.ts'

/** What a hasty migration might do, and what the lint then names. */
const OFFENCES: Readonly<Record<Rule, readonly (readonly [ddl: string, subject: string])[]>> = {
  1: [
    ['create table app.stray (id uuid primary key, name text)', 'stray'],
    ['create table app.stray (workspace_id uuid, id uuid primary key)', 'stray'],
    ['create table app.stray (workspace_id text not null, id uuid primary key)', 'stray'],
    ['create view app.everything as select * from app.contact', 'everything']
  ],
  2: [
    ['create table app.stray (workspace_id uuid not null, id uuid)', 'stray'],
    ['create table app.stray (workspace_id uuid not null, id uuid primary key)', 'app.stray_pkey'],
    ['create table app.stray (workspace_id uuid not null, id uuid, constraint stray_pkey primary key (id, workspace_id))', 'app.stray_pkey'],
    ['create table app.stray (workspace_id uuid not null, id bigint, primary key (workspace_id, id))', 'stray.id'],
    ['create table app.stray (workspace_id uuid not null, id uuid default gen_random_uuid(), primary key (workspace_id, id))', 'stray.id'],
    ['create unique index stray_idx on app.contact (name_key)', 'app.stray_idx'],
    ['create index stray_idx on app.contact (name_key, workspace_id)', 'app.stray_idx'],
    ['alter table app.contact add constraint stray_x exclude using btree (name with =)', 'app.stray_x']
  ],
  3: [
    ['alter table app.identity add constraint stray_fk foreign key (workspace_id, contact_id) references app.contact on delete restrict', 'stray_fk'],
    ['alter table app.contact add constraint stray_fk foreign key (workspace_id, id) references app.contact on delete set null', 'stray_fk'],
    ['alter table app.identity add constraint stray_fk foreign key (workspace_id) references app.workspace', 'stray_fk'],
    ['alter table app.member add constraint stray_fk foreign key (workspace_id, id) references app.contact', 'stray_fk'],
    ['create table public.local (w uuid, c uuid, constraint stray_fk foreign key (w, c) references app.contact)', 'stray_fk'],
    ['alter table app.identity add constraint stray_fk foreign key (id, contact_id) references app.contact (workspace_id, id)', 'stray_fk']
  ],
  5: [
    ['alter table app.contact disable row level security', 'contact'],
    ['alter table app.contact force row level security', 'contact'],
    ['drop policy of_workspace on app.contact', 'contact'],
    ['alter policy of_workspace on app.contact using (true)', 'contact'],
    ['alter policy of_workspace on app.contact with check (true)', 'contact'],
    ['alter policy of_workspace on app.contact to public', 'contact'],
    ['create policy everybody on app.contact using (true)', 'everybody on contact'],
    ['alter table app.contact owner to goodturn_server', 'contact'],
    ['create table app.stray (workspace_id uuid not null, id uuid, primary key (workspace_id, id))', 'stray'],
    ['grant create on schema app to goodturn_server; alter function app.set_workspace(uuid) owner to goodturn_server', 'set_workspace']
  ],
  9: [
    ['create function public.nothing() returns trigger language plpgsql as \'begin return new; end\'; create trigger stray before insert on app.contact execute function public.nothing()', 'stray'],
    ['create rule stray as on delete to app.contact do instead nothing', 'stray'],
    ['create function app.stray() returns bigint language sql as \'select count(*) from app.contact\'', 'stray'],
    ['create function app.stray() returns void language plpgsql security definer as \'begin end\'; revoke execute on function app.stray() from public', 'stray'],
    ['create function app.stray() returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as \'begin end\'', 'stray'],
    ['create function app.stray() returns void language plpgsql security definer set search_path = public, pg_catalog as \'begin end\'; revoke execute on function app.stray() from public', 'stray']
  ],
  11: [
    ['alter table app.contact add column number int generated always as identity', 'contact.number'],
    ['alter table app.contact add column number bigserial', 'contact.number']
  ],
  12: [
    ['create table app.stray () inherits (app.contact)', 'stray'],
    ['alter table app.contact alter column updated_at set default now()', 'contact.updated_at']
  ],
  14: [
    [`create index ${'n'.repeat(51)} on app.contact (workspace_id)`, 'n'.repeat(51)],
    [`alter table app.contact add column ${'n'.repeat(51)} text`, 'n'.repeat(51)]
  ],
  15: [
    ['create index stray_idx on app.contact (workspace_id, lower(name))', 'app.stray_idx'],
    ['create index stray_idx on app.audit using gin (changes)', 'app.stray_idx'],
    ['create index stray_idx on app.audit (workspace_id, changes)', 'app.stray_idx'],
    ['alter table app.contact add column worth numeric; create index stray_idx on app.contact (workspace_id, worth)', 'app.stray_idx'],
    ['create type app.mood as enum (\'good\'); alter table app.contact add column mood app.mood', 'contact.mood']
  ]
}

const { adminUrl } = await testDatabase(t)
const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
t.teardown(() => sql.end({ timeout: 5 }))

for (const rule of Object.keys(RULES).map(Number) as Rule[]) {
  t.test(`rule ${rule} of tenancy holds: ${RULES[rule]}`, async t => {
    t.strictSame((await lintCatalog(sql)).filter(finding => finding.rule === rule), [])
  })

  t.test(`a schema that breaks rule ${rule} is told of`, async t => {
    for (const [ddl, subject] of OFFENCES[rule]) {
      const findings = await lintedAfter(ddl)
      t.ok(findings.some(finding => finding.rule === rule && finding.subject === subject), `${ddl}: ${JSON.stringify(findings)}`)
    }
  })
}

/** What the lint says of the schema with this change, which is taken back. */
async function lintedAfter (ddl: string): Promise<Finding[]> {
  await sql`begin`
  try {
    await sql.unsafe(ddl)
    return await lintCatalog(sql)
  } finally {
    await sql`rollback`
  }
}
