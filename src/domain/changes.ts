/** Before and after of each field that changed; a side is missing where there was none. */
export type Changes = Record<string, { before?: unknown, after?: unknown }>

/** What changed between two states of a record; either may be missing. Fields that are the same are left out, and so are those named. */
export function changesBetween (before: object | undefined, after: object | undefined, leftOut: readonly string[] = []): Changes {
  const was = before as Record<string, unknown> | undefined
  const is = after as Record<string, unknown> | undefined
  const changes: Changes = {}
  for (const field of new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])) {
    if (leftOut.includes(field) || JSON.stringify(was?.[field]) === JSON.stringify(is?.[field])) continue
    changes[field] = { ...was && { before: was[field] ?? null }, ...is && { after: is[field] ?? null } }
  }
  return changes
}
