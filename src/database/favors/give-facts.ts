import { UNANSWERED_HELP } from '../../domain/asks/ask.ts'
import { NOTHING_TO_GIVE, type KnownToGive, type OpenOffer } from '../../domain/favors/give-ideas.ts'
import { formatInstant } from '../instant.ts'
import { uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** Of each tag so many people are looked at: an introduction needs somebody fitting, not the best of thousands. */
const MOST_OF_TAG = 12

interface Row {
  readonly contact_id: string
  readonly post: [title: string | null, url: string | null, network: string, at: string] | null
  readonly offer: [offer: string, offerKind: OpenOffer['offerKind']] | null
  readonly other: [name: string, organization: string | null, title: string | null, tag: string] | null
}

/**
 * What ideas for gifts to these contacts are built on: the last civil post of their own until `now`, what we offered for help that
 * we had and have not returned, and the best of the people of another organization who share a tag. One statement for all.
 */
export async function knownToGive (db: Db, contactIds: readonly string[], now: number): Promise<Map<string, KnownToGive>> {
  const { sql, workspaceId } = db
  const rows = await sql<Row[]>`
    select p.contact_id, (
        select jsonb_build_array(x.title, x.url, x.network, x.published_at) from app.post x
        where x.workspace_id = ${workspaceId} and x.contact_id = p.contact_id and x.published_at <= ${formatInstant(now)}::timestamptz
          and x.kind = 'POST' and not x.is_uncivil
        order by x.published_at desc, x.id desc limit 1
      ) as post, (
        select jsonb_build_array(a.offer, a.offer_kind) from app.ask a
        where a.workspace_id = ${workspaceId} and a.contact_id = p.contact_id and a.status = any(${`{${UNANSWERED_HELP.join(',')}}`}::text[]) and a.offer is not null
        order by a.created_at, a.id limit 1
      ) as offer, (
        select jsonb_build_array(o.name, o.organization, o.title, g.name)
        from app.contact c
        join app.contact_tag m on m.workspace_id = ${workspaceId} and m.contact_id = c.id
        join app.tag g on g.workspace_id = ${workspaceId} and g.id = m.tag_id
        cross join lateral (
          select t.contact_id from app.contact_tag t
          where t.workspace_id = ${workspaceId} and t.tag_id = m.tag_id and t.contact_id <> c.id
          order by t.contact_id limit ${MOST_OF_TAG}
        ) t
        join app.contact o on o.workspace_id = ${workspaceId} and o.id = t.contact_id
        join app.ranking r on r.workspace_id = ${workspaceId} and r.contact_id = t.contact_id
        where c.workspace_id = ${workspaceId} and c.id = p.contact_id and (o.organization_key is null or o.organization_key is distinct from c.organization_key)
        order by r.quality desc, o.id, g.name_key limit 1
      ) as other
    from unnest(${uuids(contactIds)}::uuid[]) as p(contact_id)`
  return new Map(rows.map(row => [row.contact_id, toKnown(row)]))
}

function toKnown ({ post, offer, other }: Row): KnownToGive {
  return {
    ...NOTHING_TO_GIVE,
    ...post && { latestPost: { title: post[0], url: post[1], network: post[2], at: Date.parse(post[3]) } },
    ...offer && { openOffer: { offer: offer[0], offerKind: offer[1] } },
    ...other && { introduction: { name: other[0], organization: other[1], title: other[2], tag: other[3] } }
  }
}
