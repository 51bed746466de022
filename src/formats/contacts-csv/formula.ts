/** What spreadsheets take for a formula, some of them in wide letters as well, with the marks that were there already. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/
const MARKED = /^'+[=+\-@\t\r\n＝＋－＠]/

/** A cell that no spreadsheet runs: an apostrophe before what could be a formula, or would be taken for one that was marked so. */
export function asText (cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell
}

/** A cell as it was before `asText`; also how other programs mark a number that begins with a plus. */
export function asWritten (cell: string): string {
  return MARKED.test(cell) ? cell.slice(1) : cell
}
