import { uuidv7 } from 'uuidv7'
import { CANDIDATE, likenessOfRelated } from '../../../../src/domain/duplicates/likeness.ts'
import { MOST_IN_BLOCK, relatedPairs } from '../../../../src/domain/duplicates/pairs.ts'
import { traitsOf } from '../../../../src/domain/duplicates/traits.ts'
import type { Database } from '../../../../src/database/connect.ts'
import { findShown } from '../../../../src/database/duplicates/shown.ts'
import { inWorkspace } from '../../../../src/database/tenancy.ts'
import { findDuplicates } from '../../../../src/operations/duplicates/find-duplicates.ts'
import { NOW } from '../../support/first-workspace.ts'

/** Two contacts, the lower id first, and how alike they are. */
export type Found = readonly [pair: string, score: number, reasons: readonly string[]]

/** What is stored once the workspace was searched; each pair once. */
export async function storedAfterSearch (database: Database, workspaceId: string, mostInBlock = MOST_IN_BLOCK): Promise<Found[]> {
  await findDuplicates({ database, newId: uuidv7, now: () => NOW, mostInBlock }, workspaceId)
  return await inWorkspace(database, workspaceId, async db => {
    const rows = await db.sql<{ one: string, other: string, score: number, reasons: string[] }[]>`
      select d.contact_id as one, d.other_id as other, d.score, d.reasons from app.duplicate_candidate d where d.workspace_id = ${workspaceId}`
    return rows.map(({ one, other, score, reasons }): Found => [`${one} ${other}`, score, reasons]).sort(byPair)
  })
}

/** What a comparison of all contacts with each other finds. */
export async function candidatesOfAll (database: Database, workspaceId: string, mostInBlock = MOST_IN_BLOCK): Promise<Found[]> {
  const shown = await inWorkspace(database, workspaceId, async db => {
    const ids = await db.sql<{ id: string }[]>`select c.id from app.contact c where c.workspace_id = ${workspaceId} order by c.id`
    return [...await findShown(db, ids.map(({ id }) => id))].sort(([one], [other]) => one < other ? -1 : 1)
  })
  const traits = shown.map(([, each]) => traitsOf(each))
  return [...relatedPairs(traits, mostInBlock)].flatMap(({ one, other, namesakes }): Found[] => {
    const { score, reasons } = likenessOfRelated(traits[one]!, traits[other]!, namesakes)
    return score >= CANDIDATE ? [[`${shown[one]![0]} ${shown[other]![0]}`, score, reasons]] : []
  }).sort(byPair)
}

function byPair ([one]: Found, [other]: Found): number {
  return one < other ? -1 : 1
}
