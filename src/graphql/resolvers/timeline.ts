import type { TimelineEntry, TimelineKind } from '../../domain/contacts/timeline-entry.ts'
import type { PageInput } from '../../domain/page.ts'
import { toTypeId } from '../../domain/type-id.ts'
import type { Listing } from '../../operations/contacts/find-contacts.ts'
import type { ContactChange, PastMerge } from '../../operations/timeline/find-subjects.ts'
import { connectionResolvers } from '../connection.ts'
import type { GraphqlContext, Resolver } from '../context.ts'
import { nodeResolvers } from './node.ts'

export interface TimelineArgs extends PageInput {
  readonly kinds?: readonly TimelineKind[] | null
}

const subject: Resolver<TimelineEntry> = ({ kind, id }, _args, { loaders }) => {
  switch (kind) {
    case 'INTERACTION': return loaders.interaction.load(id)
    case 'FAVOR': return loaders.favor.load(id)
    case 'ASK': return loaders.ask.load(id)
    case 'POST': return loaders.post.load(id)
    case 'MERGE': return loaders.merge.load(id)
    case 'IMPORT': return loaders.contactChange.load(id)
  }
}

/** The timeline of a contact, and what only there is an object. */
export const timelineResolvers = {
  TimelineEntry: { subject },
  TimelineSubject: {
    __resolveType: (record: object) => 'importId' in record ? 'ImportChange' : nodeResolvers.Node.__resolveType(record)
  },
  Merge: {
    id: ({ id }: PastMerge) => toTypeId('merge', id),
    at: ({ mergedAt }: PastMerge) => mergedAt
  },
  ImportChange: {
    import: ({ importId }: ContactChange, _args: object, { loaders }: GraphqlContext) => loaders.import.load(importId)
  },
  ...connectionResolvers<TimelineEntry, Listing<TimelineEntry>>('Timeline')
}
