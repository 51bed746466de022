/** Whether two values of JSON are the same, in whatever order their fields are written: the database keeps its own. */
export function isSameValue (one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other)
}

/** The same text for the same value, whatever order its fields are written in. */
export function canonical (value: unknown): string {
  return JSON.stringify(value ?? null, (_key, part: unknown) => part !== null && typeof part === 'object' && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => a < b ? -1 : 1))
    : part)
}
