import type { Actor } from '../domain/actor.ts'

/** What the cursors of a list are good for: the list of that name, in the workspace of who asks. */
export function listName ({ workspaceId }: Pick<Actor, 'workspaceId'>, name: string): string {
  return `${workspaceId.slice(-8)} ${name}`
}
