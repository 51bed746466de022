/** One record of a CSV file, by the line it begins on (from 1): its cells, or what is wrong with it. */
export type CsvRecord = { readonly line: number, readonly cells: readonly string[] } | { readonly line: number, readonly fault: string }

/** Quotes let a record go over several lines; one that is never closed would else be looked for through the rest of the file. */
const MOST_LINES = 100
const LONGEST_RECORD = 65_536

const TOO_LONG = `is longer than ${LONGEST_RECORD} characters.`
const BROKEN_QUOTES = 'has a quoted cell that does not end before the next delimiter.'

/** Cuts text that comes in pieces into records (RFC 4180); a faulty one costs its own line and no other. */
export interface CsvCutter {
  /** The records that are whole by now. */
  readonly push: (text: string) => CsvRecord[]
  /** What is left when no more comes. */
  readonly end: () => CsvRecord[]
}

/**
 * The delimiter is the one of comma, semicolon and tab that the first line has most of. Empty lines are left out. A file that people
 * write texts in may say that its records have more lines (`mostLines`): they still have no more than 65,536 characters.
 */
export function csvCutter ({ mostLines = MOST_LINES } = {}): CsvCutter {
  let delimiter: string | undefined
  let cells = cellPattern(',')
  let waiting: string[] = []
  let tail = ''
  let isOverlong = false
  let line = 1

  function lines (text: string): string[] {
    const found = (tail + text).split('\n')
    tail = found.pop() ?? ''
    if (isOverlong && found.length > 0) {
      found[0] = OVERLONG
      isOverlong = false
    }
    // The line has no end yet; what it has too much of need not be kept.
    if (isOverlong || tail.length > LONGEST_RECORD) {
      isOverlong = true
      tail = ''
    }
    return found
  }

  function cut (found: readonly string[], isLast: boolean): CsvRecord[] {
    const all = waiting.length === 0 ? found : [...waiting, ...found]
    const records: CsvRecord[] = []
    let at = 0
    while (at < all.length) {
      const text = withoutReturn(all[at] ?? '')
      if (text === '') {
        at++
        continue
      }
      if (delimiter === undefined) {
        delimiter = delimiterOf(text)
        cells = cellPattern(delimiter)
      }
      if (text.length > LONGEST_RECORD) {
        records.push({ line: line + at++, fault: TOO_LONG })
      } else if (!text.includes('"')) {
        records.push({ line: line + at++, cells: text.split(delimiter) })
      } else {
        const quoted = cutQuoted(all, at, cells, mostLines)
        if (quoted === 'open' && !isLast) break
        const isWhole = quoted !== null && quoted !== 'open'
        records.push(isWhole ? { line: line + at, cells: quoted.cells } : { line: line + at, fault: BROKEN_QUOTES })
        at += isWhole ? quoted.lines : 1
      }
    }
    line += at
    waiting = all.slice(at)
    return records
  }

  return {
    push: text => cut(lines(text), false),
    end: () => cut(isOverlong ? [OVERLONG] : [tail], true)
  }
}

const OVERLONG = ' '.repeat(LONGEST_RECORD + 1)

/** The record that begins at this line, over as many lines as its quotes ask for; `open` where lines to come may end it, null where nothing can. */
function cutQuoted (all: readonly string[], at: number, pattern: RegExp, mostLines: number): { cells: string[], lines: number } | 'open' | null {
  let text = ''
  let isOpen = false
  for (let count = 0; count < mostLines && text.length <= LONGEST_RECORD; count++) {
    if (at + count === all.length) return 'open'
    const next = withoutReturn(all[at + count] ?? '')
    text = count === 0 ? next : `${text}\n${next}`
    isOpen = isOpen !== hasOddQuotes(next)
    const cells = count === 0 || !isOpen ? cellsOf(text, pattern) : null
    if (cells) return { cells, lines: count + 1 }
    if (!isOpen) return null
  }
  return null
}

function cellsOf (text: string, pattern: RegExp): string[] | null {
  const cells: string[] = []
  pattern.lastIndex = 0
  for (;;) {
    const found = pattern.exec(text)
    if (!found) return null
    cells.push(found[1] === undefined ? found[2] ?? '' : found[1].replaceAll('""', '"'))
    if (found[3] === '') return cells
  }
}

/** A cell with what follows it; quotes mean something only where a cell begins with one. */
function cellPattern (delimiter: string): RegExp {
  return new RegExp(`(?:"([^"]*(?:""[^"]*)*)"|((?!")[^${delimiter}]*))(${delimiter}|$)`, 'y')
}

function delimiterOf (header: string): string {
  const count = (delimiter: string) => header.split(delimiter).length
  return [',', ';', '\t'].reduce((most, each) => count(each) > count(most) ? each : most)
}

function hasOddQuotes (text: string): boolean {
  return text.split('"').length % 2 === 0
}

function withoutReturn (text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text
}
