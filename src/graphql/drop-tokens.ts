import { visit, type DocumentNode, type Location, type Token } from 'graphql'

type Writable<T> = { -readonly [key in keyof T]: T[key] | undefined | null }

/**
 * Lets go of the tokens that a parsed document was made of, which hang together and weigh several times the document;
 * cached documents would keep them all. The token that begins a node stays, for the line and column in it.
 */
export function dropTokens (document: DocumentNode): void {
  visit(document, {
    enter (node) {
      const place = node.loc as Writable<Location> | undefined
      if (!place) return
      // Not `delete`: objects that lose a property take more room than they had.
      place.endToken = undefined
      const token = place.startToken as Writable<Token> | undefined
      if (token) token.prev = token.next = null
    }
  })
}
