/** Chosen: a tie with fewer dates of contact than this has no rhythm of its own that would spread it. */
const SPREAD_BELOW_DATES = 3
/** Chosen: at most so much of the wanted days is a first nudge early; never late. */
const MOST_EARLY = 0.1

/**
 * By how many days a nudge comes before the touch is due, so that twenty people met at one party do not fall due on one day. A
 * contact's own id decides, so that it is the same whenever it is asked for.
 */
export function earlyDays (contactId: string, targetDays: number, dates: number): number {
  return dates < SPREAD_BELOW_DATES ? MOST_EARLY * targetDays * fractionOf(contactId) : 0
}

/** 0 to 1, evenly spread over any ids: FNV-1a, with the mixing of MurmurHash3 at its end, because ids differ in a few letters. */
function fractionOf (id: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
