/** One line of a workspace that was written as JSON lines: what it is, and all that it takes to make it again. */
export interface WorkspaceRecord {
  readonly type: string
  readonly [field: string]: unknown
}
