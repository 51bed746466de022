import { GraphQLError, Kind, OperationTypeNode, type ASTVisitor, type OperationDefinitionNode, type ValidationContext } from 'graphql'

const NAME = /^[_A-Za-z][_0-9A-Za-z]*$/

/** Whether the text may name an operation: a GraphQL Name, and so nothing that could break out of a comment. */
export function isName (text: string): boolean {
  return NAME.test(text)
}

/**
 * The query with the chosen operation written on a last line of its own, as a comment.
 * mercurius caches what it parsed and compiled by source text alone; with the name in the text each operation of a
 * document has its own entry, so that asking for a query never runs the mutation beside it.
 */
export function markOperation (query: string, operationName: string | undefined): string {
  return `${query}\n#${operationName ?? ''}`
}

/** The operation that a marked document is asked to run; undefined where there is none, or no telling which. */
export function chosenOperation (definitions: readonly { kind: string }[], operationName: string | undefined): OperationDefinitionNode | undefined {
  const operations = definitions.filter((each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION)
  if (operationName === undefined) return operations.length === 1 ? operations[0] : undefined
  return operations.find(each => each.name?.value === operationName)
}

/** A marked document has the operation that it is asked to run, and it is a query or a mutation. */
export function OperationCanRun (context: ValidationContext): ASTVisitor {
  return {
    Document (document) {
      const name = document.loc?.source.body.slice(document.loc.source.body.lastIndexOf('\n#') + 2) || undefined
      const operation = chosenOperation(document.definitions, name)
      if (!operation) {
        context.reportError(new GraphQLError(name === undefined
          ? 'The document has to hold one operation, or operationName has to say which.'
          : `The document has no operation named "${name}".`))
      } else if (operation.operation === OperationTypeNode.SUBSCRIPTION || !context.getSchema().getRootType(operation.operation)) {
        context.reportError(new GraphQLError(`There are no ${operation.operation} operations here.`, { nodes: operation }))
      }
    }
  }
}
