import { GraphQLError, Kind, type ASTVisitor, type FragmentDefinitionNode, type SelectionSetNode, type ValidationContext } from 'graphql'

/** What a document may hold, with fragments counted wherever they are spread. Introspection has its own depth. */
export const LIMITS = { depth: 12, introspectionDepth: 20, aliases: 30, rootFields: 20, directives: 50 } as const

/** Tokens in a document; beyond them the parser stops. */
export const MAX_TOKENS = 2000

/** Errors told for one document; validation stops after them. */
export const MAX_VALIDATION_ERRORS = 5

// Each leads from one type to others, so that a path with two of them can go round in the schema for ever.
// The standard introspection query never nests them.
const LISTINGS: ReadonlySet<string> = new Set(['fields', 'inputFields', 'interfaces', 'possibleTypes'])

/** How large a selection is, along its longest path or in sum. */
interface Extent {
  readonly depth: number
  readonly aliases: number
  readonly directives: number
  readonly rawDepth: number
  readonly listings: number
  readonly introspectionDepth: number
  readonly introspectionListings: number
  readonly fields: number
}

const NOTHING: Extent = {
  depth: 0, aliases: 0, directives: 0, rawDepth: 0, listings: 0, introspectionDepth: 0, introspectionListings: 0, fields: 0
}

/** Reports (TOO_COMPLEX) an operation that is deeper, wider or more repetitive than LIMITS, or goes round in the introspection. */
export function StaysWithinLimits (context: ValidationContext): ASTVisitor {
  const measured = new Map<string, Extent>()
  return {
    OperationDefinition (operation) {
      const extent = measure(context, measured, operation.selectionSet)
      const excess = [
        exceeds('levels deep', extent.depth, LIMITS.depth),
        exceeds('levels deep in the introspection', extent.introspectionDepth, LIMITS.introspectionDepth),
        exceeds('aliases', extent.aliases, LIMITS.aliases),
        exceeds('fields at the root', extent.fields, LIMITS.rootFields),
        exceeds('directives', extent.directives + (operation.directives?.length ?? 0), LIMITS.directives),
        extent.introspectionListings > 1 ? 'The introspection goes round: fields, inputFields, interfaces and possibleTypes may not nest.' : null
      ]
      for (const message of excess) {
        if (message) context.reportError(new GraphQLError(message, { nodes: operation, extensions: { code: 'TOO_COMPLEX' } }))
      }
    }
  }
}

function exceeds (what: string, found: number, limit: number): string | null {
  return found > limit ? `The operation has ${found} ${what}; the limit is ${limit}.` : null
}

function measure (context: ValidationContext, measured: Map<string, Extent>, set: SelectionSetNode): Extent {
  let sum = NOTHING
  for (const selection of set.selections) {
    const directives = selection.directives?.length ?? 0
    switch (selection.kind) {
      case Kind.FIELD: {
        const inner = selection.selectionSet ? measure(context, measured, selection.selectionSet) : NOTHING
        sum = add(sum, field(selection.name.value, inner, selection.alias ? 1 : 0, directives))
        break
      }
      case Kind.INLINE_FRAGMENT:
        sum = add(add(sum, measure(context, measured, selection.selectionSet)), { ...NOTHING, directives })
        break
      case Kind.FRAGMENT_SPREAD: {
        const fragment = context.getFragment(selection.name.value)
        sum = add(add(sum, fragment ? measureFragment(context, measured, fragment) : NOTHING), { ...NOTHING, directives })
      }
    }
  }
  return sum
}

function measureFragment (context: ValidationContext, measured: Map<string, Extent>, fragment: FragmentDefinitionNode): Extent {
  const name = fragment.name.value
  const known = measured.get(name)
  if (known) return known
  // A fragment that spreads itself is another rule's to report; here it only has to end.
  measured.set(name, NOTHING)
  const extent = measure(context, measured, fragment.selectionSet)
  measured.set(name, extent)
  return extent
}

function field (name: string, inner: Extent, aliases: number, directives: number): Extent {
  const isIntrospection = name === '__schema' || name === '__type'
  const rawDepth = inner.rawDepth + 1
  const listings = inner.listings + (LISTINGS.has(name) ? 1 : 0)
  return {
    depth: isIntrospection ? 0 : inner.depth + 1,
    aliases: inner.aliases + aliases,
    directives: inner.directives + directives,
    rawDepth,
    listings,
    introspectionDepth: isIntrospection ? rawDepth : inner.introspectionDepth,
    introspectionListings: isIntrospection ? listings : inner.introspectionListings,
    fields: 1
  }
}

function add (one: Extent, other: Extent): Extent {
  return {
    depth: Math.max(one.depth, other.depth),
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
    rawDepth: Math.max(one.rawDepth, other.rawDepth),
    listings: Math.max(one.listings, other.listings),
    introspectionDepth: Math.max(one.introspectionDepth, other.introspectionDepth),
    introspectionListings: Math.max(one.introspectionListings, other.introspectionListings),
    fields: one.fields + other.fields
  }
}
