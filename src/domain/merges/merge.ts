import { invalid, Refusal } from '../refusal.ts'

/** How many contacts one merge makes one. */
export const MOST_MERGED = 20

/** What a contact has one of, so that somebody's has to be taken. */
export const MERGE_FIELDS = ['name', 'organization', 'title', 'notes', 'cadence', 'substanceOverride'] as const
export type MergeField = typeof MERGE_FIELDS[number]

/** Whose is taken, by field; where it is left out, nothing is lost. */
export type MergeChoices = { readonly [F in MergeField]?: string | null }

/** Contacts that are the same person, by their ids. */
export interface MergeInput {
  readonly survivorId: string
  readonly otherIds: readonly string[]
  readonly choices?: MergeChoices | null
}

/**
 * The contacts of a merge, the survivor first, and whose fields are taken; `presentId` tells whom an old id stands for. Refuses
 * (INVALID) too few or too many contacts, one that is named twice, and a choice of somebody else; (CONFLICT) who is one with the survivor already.
 */
export function readMerge ({ survivorId, otherIds, choices }: MergeInput, presentId: (id: string) => string): { readonly ids: readonly string[], readonly choices: MergeChoices } {
  if (otherIds.length < 1 || otherIds.length >= MOST_MERGED) {
    throw invalid({ path: 'otherIds', message: `are ${otherIds.length}; 1 to ${MOST_MERGED - 1} others can be merged into a contact.` })
  }
  const given = [survivorId, ...otherIds]
  otherIds.forEach((id, index) => {
    if (given.indexOf(id) <= index) throw invalid({ path: `otherIds.${index}`, message: 'is named twice.' })
  })
  const ids = given.map(presentId)
  if (new Set(ids).size < ids.length) throw new Refusal('CONFLICT', 'Some of these contacts are one already.')
  const chosen = Object.entries(choices ?? {}).flatMap(([field, id]) => id === null ? [] : [[field, presentId(id)] as const])
  const stranger = chosen.find(([, id]) => !ids.includes(id))
  if (stranger) throw invalid({ path: `choices.${stranger[0]}`, message: 'is none of the contacts that are merged.' })
  return { ids, choices: Object.fromEntries(chosen) }
}
