/** Ids as the text of a uuid[]: one parameter, and so one prepared statement, however many there are. */
export function uuids (ids: Iterable<string>): string {
  return `{${[...ids].join(',')}}`
}

/** Rows as one JSON parameter, for jsonb_to_recordset. Keys are column names. */
export function recordset (rows: readonly object[]): string {
  return JSON.stringify(rows)
}
