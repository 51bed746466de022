/** Ids as the text of a uuid[]: one parameter, and so one prepared statement, however many there are. */
export function uuids (ids: Iterable<string>): string {
  return `{${[...ids].join(',')}}`
}

/** Any texts as the text of a text[]. */
export function texts (values: Iterable<string | null>): string {
  return `{${[...values].map(value => value === null ? 'NULL' : `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

/** Numbers, words and dates as the text of an array of them: what needs no quotes in it. */
export function plain (values: Iterable<string | number | boolean | null>): string {
  return `{${[...values].map(value => value ?? 'NULL').join(',')}}`
}

/** Rows as one JSON parameter, for jsonb_to_recordset. Keys are column names. */
export function recordset (rows: readonly object[]): string {
  return JSON.stringify(rows)
}
