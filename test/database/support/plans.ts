import postgres from 'postgres'

/** A node of a plan, as `explain (analyze, buffers, format json)` gives it. */
export interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly PlanNode[]
}

/** A statement, and how PostgreSQL has run it. */
export interface Ran {
  readonly text: string
  readonly plan: PlanNode
}

/**
 * Makes PostgreSQL tell each connection to this database the plan of every statement that it has run, those within functions too.
 * False where the server has no auto_explain.
 */
export async function tellPlans (adminUrl: string): Promise<boolean> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_buffers': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_nested_statements': 'on',
    'auto_explain.log_format': 'json',
    'auto_explain.log_level': 'notice'
  }
  try {
    await sql`load 'auto_explain'`
    const name = new URL(adminUrl).pathname.slice(1)
    for (const [setting, value] of Object.entries(settings)) await sql.unsafe(`alter database "${name}" set ${setting} = '${value}'`)
    return true
  } catch (error) {
    if ((error as postgres.PostgresError).code === UNDEFINED_FILE) return false
    throw error
  } finally {
    await sql.end({ timeout: 5 })
  }
}

const UNDEFINED_FILE = '58P01'

/** The plan that a notice tells of; null where it tells of something else. */
export function readPlan (notice: string): Ran | null {
  const [, json] = /^duration: [\d.]+ ms {2}plan:\n(.*)$/s.exec(notice) ?? []
  if (json === undefined) return null
  const told = JSON.parse(json) as { 'Query Text': string, Plan: PlanNode }
  return { text: told['Query Text'], plan: told.Plan }
}

/** Pages of 8 kB that a statement has touched, in memory or not; those of the functions that it calls among them. */
export function pagesOf ({ plan }: Ran): number {
  return plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
}

/** The tables that were read from end to end. */
export function tablesReadWhole ({ plan }: Ran): string[] {
  return nodesOf(plan).filter(node => node['Node Type'] === 'Seq Scan').map(node => node['Relation Name'] ?? '')
}

/** The most rows that were sorted at once. */
export function rowsSorted ({ plan }: Ran): number {
  const sorts = nodesOf(plan).filter(node => node['Node Type'].endsWith('Sort'))
  return Math.max(0, ...sorts.map(node => node.Plans?.[0]?.['Actual Rows'] ?? 0))
}

function nodesOf (plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}
