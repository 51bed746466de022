const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i

/** RFC 3339 with an offset (`2026-03-01T09:30:00+01:00`) as epoch milliseconds; null for anything else, a date alone too. */
export function parseRfc3339 (text: string): number | null {
  const parts = RFC_3339.exec(text)
  if (!parts) return null
  const day = Number(parts[3])
  // Date.parse takes 30 February for 2 March.
  if (day > 28 && day > daysIn(Number(parts[1]), Number(parts[2]))) return null
  const ms = Date.parse(text.toUpperCase())
  return Number.isNaN(ms) ? null : ms
}

function daysIn (year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}
