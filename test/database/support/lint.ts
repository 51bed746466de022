import type postgres from 'postgres'

/** The tables that a cluster keeps whole on every node. Nothing else may be without a workspace. */
export const GLOBAL_TABLES: readonly string[] = ['workspace', 'member', 'token', 'integration_address']

/** What breaks a rule: the number that the rule has, and what it is found in. */
export interface Finding {
  readonly rule: Rule
  readonly subject: string
}

/** The rules of tenancy that a plain PostgreSQL can check, in words. */
export const RULES = {
  1: 'a table belongs to a workspace, or is one of the few global ones',
  2: 'keys begin with the workspace, unique ones have it, and ids come from the server',
  3: 'a reference stays in its workspace, and deletes along or not at all',
  5: 'row-level security is enabled, never forced, by the one policy, for a role that owns nothing',
  9: 'no triggers, no rules, no SQL functions, and nothing runs as the owner for everybody, or with the search_path of its caller',
  11: 'nothing is ordered by a sequence',
  12: 'no inheritance, and the server sets updated_at',
  14: 'names have at most 50 bytes',
  15: 'an index under row-level security has only types and comparisons that leak nothing'
} as const
export type Rule = keyof typeof RULES

/** All that breaks a rule in the schema app. Ask as the owner. */
export async function lintCatalog (sql: postgres.Sql): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const [rule, query] of Object.entries(QUERIES)) {
    const rows = await sql.unsafe<{ subject: string }[]>(query)
    findings.push(...rows.map(({ subject }) => ({ rule: Number(rule) as Rule, subject })))
  }
  return findings
}

const GLOBAL = GLOBAL_TABLES.map(name => `'${name}'`).join(', ')
const TABLES = `(
  select c.*, c.relname in (${GLOBAL}) as is_global, a.attnum as workspace from pg_class c
  left join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and a.atttypid = 'uuid'::regtype and a.attnotnull
  where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p'))`
const POLICY = '(workspace_id = (NULLIF(current_setting(\'app.workspace_id\'::text, true), \'\'::text))::uuid)'

const QUERIES: Readonly<Record<Rule, string>> = {
  1: `
    select relname as subject from ${TABLES} t where workspace is null and not is_global
    union all select relname from pg_class where relnamespace = 'app'::regnamespace and relkind in ('m', 'v', 'f')`,
  2: `
    select relname as subject from ${TABLES} t where not exists (select 1 from pg_index i where i.indrelid = t.oid and i.indisprimary)
    union all
    select i.indexrelid::regclass::text from pg_index i join ${TABLES} t on t.oid = i.indrelid
    where not t.is_global and (i.indkey[0] is distinct from t.workspace or (i.indisunique or i.indisexclusion) and not coalesce(t.workspace = any(i.indkey), false))
    union all
    select t.relname || '.id' from ${TABLES} t join pg_attribute a on a.attrelid = t.oid
    where a.attname = 'id' and (a.atttypid <> 'uuid'::regtype or a.atthasdef)`,
  3: `
    select k.conname as subject from pg_constraint k
    join ${TABLES} target on target.oid = k.confrelid left join ${TABLES} source on source.oid = k.conrelid
    where k.contype = 'f' and case
      when k.confdeltype not in ('a', 'c') or k.confupdtype <> 'a' then true
      when target.is_global then not coalesce(source.is_global, true) and (source.relname, target.relname) <> ('contact', 'workspace')
      when coalesce(source.is_global, true) then true
      else not exists (select 1 from generate_subscripts(k.conkey, 1) n where k.conkey[n] = source.workspace and k.confkey[n] = target.workspace)
    end`,
  5: `
    select t.relname as subject from ${TABLES} t where not t.relrowsecurity or t.relforcerowsecurity or not exists (
      select 1 from pg_policy p where p.polrelid = t.oid and p.polpermissive and p.polcmd = '*' and p.polroles = array['goodturn_server'::regrole::oid]
        and pg_get_expr(p.polqual, t.oid) = case t.relname when 'workspace' then replace('${POLICY.replaceAll('\'', '\'\'')}', '(workspace_id =', '(id =') else '${POLICY.replaceAll('\'', '\'\'')}' end
        and pg_get_expr(p.polwithcheck, t.oid) = pg_get_expr(p.polqual, t.oid))
    union all
    select p.polname || ' on ' || t.relname from pg_policy p join ${TABLES} t on t.oid = p.polrelid where p.polpermissive and p.polname <> 'of_workspace'
    union all
    select relname from pg_class where relnamespace = 'app'::regnamespace and pg_has_role('goodturn_server', relowner, 'member')
    union all
    select proname from pg_proc where pronamespace = 'app'::regnamespace and pg_has_role('goodturn_server', proowner, 'member')`,
  9: `
    select g.tgname as subject from pg_trigger g join ${TABLES} t on t.oid = g.tgrelid where not g.tgisinternal
    union all select r.rulename from pg_rewrite r join ${TABLES} t on t.oid = r.ev_class
    union all
    select p.proname from pg_proc p join pg_language l on l.oid = p.prolang
    where p.pronamespace = 'app'::regnamespace and (l.lanname <> 'plpgsql'
      or p.prosecdef and (has_function_privilege('public', p.oid, 'execute')
        or not coalesce(array_to_string(p.proconfig, ' ') ~ '(^| )search_path=pg_catalog, (public, )?pg_temp', false)))`,
  11: `
    select t.relname || '.' || a.attname as subject from ${TABLES} t join pg_attribute a on a.attrelid = t.oid
    left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
    where a.attnum > 0 and (a.attidentity <> '' and a.atttypid <> 'bigint'::regtype or pg_get_expr(d.adbin, d.adrelid) like '%nextval(%')`,
  12: `
    select c.relname as subject from pg_inherits i join pg_class c on c.oid = i.inhrelid where c.relnamespace = 'app'::regnamespace and not c.relispartition
    union all
    select t.relname || '.updated_at' from ${TABLES} t join pg_attribute a on a.attrelid = t.oid where a.attname = 'updated_at' and a.atthasdef`,
  14: `
    select name as subject from (
      select relname::text from pg_class where relnamespace = 'app'::regnamespace
      union select attname from pg_attribute a join ${TABLES} t on t.oid = a.attrelid
      union select conname from pg_constraint where connamespace = 'app'::regnamespace
      union select polname from pg_policy p join ${TABLES} t on t.oid = p.polrelid
      union select proname from pg_proc where pronamespace = 'app'::regnamespace
    ) as names (name) where octet_length(name) > 50`,
  15: `
    select distinct i.indexrelid::regclass::text as subject from pg_index i join ${TABLES} t on t.oid = i.indrelid
    join pg_class x on x.oid = i.indexrelid join pg_am m on m.oid = x.relam
    join pg_opclass o on o.oid = any(i.indclass)
    join pg_amop p on p.amopfamily = o.opcfamily and p.amoplefttype = o.opcintype and p.amoprighttype = o.opcintype
    join pg_operator r on r.oid = p.amopopr join pg_proc f on f.oid = r.oprcode
    where t.relname <> 'contact_search' and (m.amname <> 'btree' or i.indexprs is not null or not f.proleakproof)
    union all
    select t.relname || '.' || a.attname from ${TABLES} t join pg_attribute a on a.attrelid = t.oid join pg_type y on y.oid = a.atttypid
    where a.attnum > 0 and (y.typtype = 'e' or y.typname = 'citext')`
}
