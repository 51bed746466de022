import type { Integration, NewContactPolicy, Provider } from '../../domain/integrations/integration.ts'
import { toPage, type Page, type PageRequest, type Place } from '../../domain/page.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** An integration with what is counted of it. */
export interface IntegrationRecord extends Integration {
  readonly version: number
  /** Webhooks that were turned away, since nobody had signed them. */
  readonly rejected: number
  readonly lastRejectedAt: number | null
  /** The name of the key that its secret is sealed with. */
  readonly sealedWith: string
}

/** The secrets of an integration, sealed. */
export interface SealedSecrets {
  readonly secret: string
  /** Taken as well until `previousUntil`. */
  readonly previousSecret: string | null
  readonly previousUntil: number | null
}

interface IntegrationRow {
  readonly id: string
  readonly name: string
  readonly provider: Provider
  readonly new_contacts: NewContactPolicy
  readonly keep_text: boolean
  readonly paused: boolean
  readonly version: number
  readonly rejected: number
  readonly last_rejected_at: string | null
  readonly sealed_with: string
  readonly created_at: string
}

/** A page of the workspace's integrations, newest first: by their ids, which sort by age. */
export async function listIntegrations (db: Db, page: PageRequest): Promise<Page<IntegrationRecord>> {
  const { sql, workspaceId } = db
  const rows = await sql<IntegrationRow[]>`
    select ${columns(db)} from app.integration i
    where i.workspace_id = ${workspaceId}
      ${page.after ? sql`and i.id < ${page.after.id}::uuid` : sql``} ${page.before ? sql`and i.id > ${page.before.id}::uuid` : sql``}
    order by i.id ${page.fromEnd ? sql`asc` : sql`desc`} limit ${page.size + 1}`
  return toPage(page, rows.map(row => ({ item: toIntegration(row), place: { key: '', id: row.id } })))
}

/** Whether any integration comes after (or before) a place. */
export async function hasIntegrationsBeyond ({ sql, workspaceId }: Db, { id }: Place, after: boolean): Promise<boolean> {
  const rows = await sql`
    select 1 from app.integration i where i.workspace_id = ${workspaceId} and i.id ${after ? sql`<` : sql`>`} ${id}::uuid
    order by i.id ${after ? sql`desc` : sql`asc`} limit 1`
  return rows.length > 0
}

export async function countIntegrations ({ sql, workspaceId }: Db): Promise<number> {
  const [row] = await sql<{ count: string }[]>`select count(*) from app.integration i where i.workspace_id = ${workspaceId}`
  return Number(row?.count)
}

/** The integrations with these ids that the workspace has, in no order. */
export async function findIntegrations (db: Db, ids: Iterable<string>): Promise<IntegrationRecord[]> {
  const rows = await db.sql<IntegrationRow[]>`
    select ${columns(db)} from app.integration i where i.workspace_id = ${db.workspaceId} and i.id = any(${uuids(ids)}::uuid[])`
  return rows.map(toIntegration)
}

/** Takes the integration for this transaction; undefined where there is none. */
export async function lockIntegration (db: Db, id: string): Promise<IntegrationRecord & { secret: string } | undefined> {
  const [row] = await db.sql<(IntegrationRow & { secret: string })[]>`
    select ${columns(db)}, i.secret from app.integration i where i.workspace_id = ${db.workspaceId} and i.id = ${id} for update`
  return row && { ...toIntegration(row), secret: row.secret }
}

export async function insertIntegration (db: Db, integration: IntegrationRecord, secret: string): Promise<void> {
  await db.sql`
    insert into app.integration (workspace_id, id, name, provider, new_contacts, keep_text, paused, secret, version, created_at)
    values (${db.workspaceId}, ${integration.id}, ${integration.name}, ${integration.provider}, ${integration.newContacts}, ${integration.keepText},
      ${integration.paused}, ${secret}, ${integration.version}, ${formatInstant(integration.createdAt)})`
  await db.sql`insert into app.integration_address (id, workspace_id) values (${integration.id}, ${db.workspaceId})`
}

/** Saves what a member can say of an integration that lockIntegration has taken. */
export async function saveIntegration (db: Db, integration: IntegrationRecord): Promise<void> {
  await db.sql`
    update app.integration set name = ${integration.name}, new_contacts = ${integration.newContacts}, keep_text = ${integration.keepText},
      paused = ${integration.paused}, version = ${integration.version}
    where workspace_id = ${db.workspaceId} and id = ${integration.id}`
}

/** Saves the secrets of an integration that lockIntegration has taken. */
export async function saveSecrets (db: Db, { id, version }: Pick<IntegrationRecord, 'id' | 'version'>, secrets: SealedSecrets): Promise<void> {
  const { secret, previousSecret, previousUntil } = secrets
  await db.sql`
    update app.integration set secret = ${secret}, previous_secret = ${previousSecret},
      previous_until = ${previousUntil === null ? null : formatInstant(previousUntil)}, version = ${version}
    where workspace_id = ${db.workspaceId} and id = ${id}`
}

/** Deletes an integration, and what deliveries it has left. */
export async function deleteIntegration (db: Db, id: string): Promise<void> {
  await db.sql`delete from app.integration where workspace_id = ${db.workspaceId} and id = ${id}`
  await db.sql`delete from app.integration_address where workspace_id = ${db.workspaceId} and id = ${id}`
}

function columns ({ sql }: Db) {
  return sql`i.id, i.name, i.provider, i.new_contacts, i.keep_text, i.paused, i.version, i.rejected, i.last_rejected_at, i.created_at, split_part(i.secret, '.', 2) as sealed_with`
}

function toIntegration (row: IntegrationRow): IntegrationRecord {
  return {
    id: row.id,
    name: row.name,
    provider: row.provider,
    newContacts: row.new_contacts,
    keepText: row.keep_text,
    paused: row.paused,
    version: row.version,
    rejected: row.rejected,
    lastRejectedAt: row.last_rejected_at === null ? null : parseInstant(row.last_rejected_at),
    sealedWith: row.sealed_with,
    createdAt: parseInstant(row.created_at)
  }
}
