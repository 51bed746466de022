import type { ListedToken } from '../operations/tokens/list-tokens.ts'

const HEAD = ['TOKEN', 'NAME', 'MEMBER', 'SCOPES', 'STATE', 'CREATED', 'LAST USED', 'EXPIRES']

/** One line for each token under a line of headings, in columns as wide as they need to be; times are UTC. */
export function tokenTable (tokens: readonly ListedToken[]): string[] {
  const rows = [HEAD, ...tokens.map(token => [
    `${token.prefix}…`,
    token.name,
    token.memberName,
    token.scopes.join(' '),
    token.state.toLowerCase(),
    minute(token.createdAt),
    token.lastUsedAt === null ? 'never' : minute(token.lastUsedAt),
    token.expiresAt === null ? 'never' : minute(token.expiresAt)
  ])]
  const widths = HEAD.map((_, column) => Math.max(...rows.map(row => row[column]!.length)))
  return rows.map(row => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd())
}

function minute (at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ')
}
