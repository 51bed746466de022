import {
  Kind, parse, visit, type DefinitionNode, type DocumentNode, type GraphQLError, type GraphQLSchema, type Location, type Token
} from 'graphql'
import { isCompilable } from './compilable.ts'

/** Nodes of a document that is kept whole: some 250 fields. */
const LARGEST_KEPT = 600

type Writable<T> = { -readonly [key in keyof T]: T[key] | undefined | null }

/**
 * What is kept of the documents in mercurius' caches, which bound how many there are, but not what they weigh: a parsed
 * document takes up to twenty times its text, and a compiled one twice as much again.
 */
export interface DocumentKeeper {
  /** Takes in a document that was just parsed. */
  admit (document: DocumentNode): void
  /** The document as it runs. A large one is kept as text alone, and parsed for each use. */
  take (document: DocumentNode): { readonly document: DocumentNode, readonly isKept: boolean, readonly mayCompile: boolean }
  /** Lets go of a document that was refused; its errors are kept, with the places that they have worked out. */
  forget (document: DocumentNode, errors: readonly GraphQLError[]): void
}

export function createDocumentKeeper (schema: GraphQLSchema): DocumentKeeper {
  const large = new WeakSet<DocumentNode>()
  const emptied = new WeakSet<DocumentNode>()
  const interpreted = new WeakSet<DocumentNode>()

  function empty (document: DocumentNode): void {
    const { definitions } = document as { definitions: readonly DefinitionNode[] }
    Object.assign(document, { definitions: definitions.flatMap(outline) })
    emptied.add(document)
  }

  return {
    admit (document) {
      if (dropTokens(document) > LARGEST_KEPT) large.add(document)
      if (!isCompilable(schema, document)) interpreted.add(document)
    },
    take (document) {
      if (emptied.has(document)) return { document: parse(document.loc?.source ?? ''), isKept: false, mayCompile: false }
      if (!large.has(document)) return { document, isKept: true, mayCompile: !interpreted.has(document) }
      const whole = { ...document }
      empty(document)
      return { document: whole, isKept: false, mayCompile: false }
    },
    forget (document, errors) {
      empty(document)
      for (const error of errors as readonly Writable<GraphQLError>[]) {
        error.nodes = undefined
        // A stack that nobody has read yet holds on to the functions in it, and so to the whole validation.
        error.stack = ''
      }
    }
  }
}

/** Of an operation its kind and name, which mercurius asks for before it hands the document on; of a fragment nothing. */
function outline (definition: DefinitionNode): DefinitionNode[] {
  if (definition.kind !== Kind.OPERATION_DEFINITION) return []
  const { kind, operation, name } = definition
  return [{ kind, operation, name, selectionSet: { kind: Kind.SELECTION_SET, selections: [] } }]
}

/**
 * Lets go of the tokens that a document was made of, which hang together in one list, and counts its nodes. The token
 * that begins a node stays, for the line and column in it.
 */
function dropTokens (document: DocumentNode): number {
  let nodes = 0
  visit(document, {
    enter (node) {
      nodes++
      const place = node.loc as Writable<Location> | undefined
      if (!place) return
      // Not `delete`: objects that lose a property take more room than they had.
      place.endToken = undefined
      const token = place.startToken as Writable<Token> | undefined
      if (token) token.prev = token.next = null
    }
  })
  return nodes
}
