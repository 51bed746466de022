/** Chosen: a slip in four letters leaves too little to know a name by; two slips are believed in a long name only. */
const ONE_SLIP_FROM = 5
const TWO_SLIPS_FROM = 9

/**
 * Whether two words differ only by slips of the hand: a letter left out, added, changed, or two swapped; one in a word of five letters,
 * two in a word of nine. The first letter is seldom mistyped (Winkler 1990), and of the others the first three or the last two are right.
 */
export function isTypo (one: string, other: string): boolean {
  const length = Math.min(one.length, other.length)
  const most = length >= TWO_SLIPS_FROM ? 2 : length >= ONE_SLIP_FROM ? 1 : 0
  if (most === 0 || one === other || one[0] !== other[0] || Math.abs(one.length - other.length) > most) return false
  if (one.slice(0, 3) !== other.slice(0, 3) && one.slice(-2) !== other.slice(-2)) return false
  return slips(one, other) <= most
}

/** Optimal string alignment: Damerau's four slips, none inside another. Words here have 60 letters at most. */
function slips (one: string, other: string): number {
  let before: number[] = []
  let above = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row++) {
    const line = [row]
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1]
      let least = Math.min(above[column]! + 1, line[column - 1]! + 1, above[column - 1]! + (isSame ? 0 : 1))
      const isSwapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      if (isSwapped) least = Math.min(least, before[column - 2]! + 1)
      line.push(least)
    }
    before = above
    above = line
  }
  return above[other.length]!
}
