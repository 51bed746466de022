import type { Interaction } from '../../domain/interactions/interaction.ts'
import type { InteractionFilter } from '../../domain/interactions/interaction-list.ts'
import { readPage, toCursor, type PageInput, type PageRequest } from '../../domain/page.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import {
  countInteractionsOf, countMatchingInteractions, hasInteractionsBeyond, haveInteractionsBeyond, listInteractions, listInteractionsOf, listParticipants,
  type ContactPlace
} from '../../database/interactions/interaction-list.ts'
import { findInteractions as findRows } from '../../database/interactions/interactions.ts'
import type { Listing } from '../contacts/find-contacts.ts'
import type { OperationContext } from '../context.ts'
import { listName } from '../list-name.ts'

export type { ContactPlace } from '../../database/interactions/interaction-list.ts'

export interface ListInteractionsInput extends PageInput {
  readonly filter?: InteractionFilter | null
}

/** The interactions with these ids, in their order; undefined for each that is not there. */
export async function findInteractions ({ reading }: OperationContext, ids: readonly string[]): Promise<(Interaction | undefined)[]> {
  const found = new Map((await reading.read(db => findRows(db, ids))).map(interaction => [interaction.id, interaction]))
  return ids.map(id => found.get(id))
}

/** Everybody who took part in each of these interactions. */
export async function findParticipants ({ reading }: OperationContext, interactionIds: readonly string[]): Promise<KnownContact[][]> {
  const found = await reading.read(db => listParticipants(db, interactionIds))
  return interactionIds.map(id => found.get(id) ?? [])
}

/** A page of the workspace's interactions, newest first. Refuses INVALID pages and cursors. */
export async function listAllInteractions (ctx: OperationContext, input: ListInteractionsInput): Promise<Listing<Interaction>> {
  const { reading } = ctx
  const filter = input.filter ?? {}
  const request = readPage(input, listName(ctx.actor, 'interactions'), 'instant')
  return {
    page: await reading.read(db => listInteractions(db, filter, request)),
    cursorOf: place => toCursor(listName(ctx.actor, 'interactions'), place),
    hasBeyond: (place, after) => reading.read(db => hasInteractionsBeyond(db, filter, place, after)),
    count: () => reading.read(db => countMatchingInteractions(db, filter))
  }
}

/** The same page of each of these contacts' interactions; refuse a bad page first, by readInteractionPage. */
export async function listContactInteractions (
  ctx: OperationContext, contactIds: readonly string[], filter: InteractionFilter, request: PageRequest
): Promise<Listing<Interaction>[]> {
  const pages = await ctx.reading.read(db => listInteractionsOf(db, contactIds, filter, request))
  return contactIds.map(id => {
    const page = pages.get(id)
    if (!page) throw new Error(`No page was read for contact ${id}.`)
    return {
      page,
      cursorOf: place => toCursor(listName(ctx.actor, 'interactions'), place),
      hasBeyond: async (place, after) => (await haveContactInteractionsBeyond(ctx, [{ ...place, contactId: id }], filter, after))[0] ?? false,
      count: async () => (await countContactInteractions(ctx, [id], filter))[0] ?? 0
    }
  })
}

/** Whether anything comes after (or before) each of these places in the list of its contact. */
export function haveContactInteractionsBeyond ({ reading }: OperationContext, places: readonly ContactPlace[], filter: InteractionFilter, after: boolean): Promise<boolean[]> {
  return reading.read(db => haveInteractionsBeyond(db, places, filter, after))
}

/** How many interactions that fit each of these contacts has. */
export async function countContactInteractions ({ reading }: OperationContext, contactIds: readonly string[], filter: InteractionFilter): Promise<number[]> {
  const counts = await reading.read(db => countInteractionsOf(db, contactIds, filter))
  return contactIds.map(id => counts.get(id) ?? 0)
}

/** Reads the arguments of a page of interactions. Refuses (INVALID) what is no page. */
export function readInteractionPage (ctx: OperationContext, input: PageInput): PageRequest {
  return readPage(input, listName(ctx.actor, 'interactions'), 'instant')
}
