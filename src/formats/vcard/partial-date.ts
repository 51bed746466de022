const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** The year that Apple writes where there is none. */
const NO_YEAR = '1604'

/** A day as people write it in a note: `22 Mar 1980` of `1980-03-22` and `19800322T…`, `22 Mar` of `--0322`; what is no such date stays as it is. */
export function readableDate (written: string): string {
  const text = written.trim()
  const [, year, month = '', day] = /^(?:(\d{4})|--)-?(\d\d)-?(\d\d)(?:[T ].*)?$/s.exec(text) ?? []
  const name = MONTHS[Number(month) - 1]
  if (name === undefined || Number(day) < 1 || Number(day) > 31) return text
  return `${Number(day)} ${name}${year === undefined || year === NO_YEAR ? '' : ` ${year}`}`
}
