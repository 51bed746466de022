/** Made-up chance: the same seed and the same words give the same values on every machine. */
export interface Random {
  /** From `least` (included) to `most` (not included). */
  readonly between: (least: number, most: number) => number
  /** A whole number, both ends included. */
  readonly whole: (least: number, most: number) => number
  readonly chance: (share: number) => boolean
  /** One of a list that has at least one. */
  readonly pick: <T>(list: readonly T[]) => T
  readonly shuffled: <T>(list: readonly T[]) => T[]
}

/** Chance of its own for each purpose, so that one more draw for somebody leaves everybody else as they were. */
export function seededRandom (seed: number, ...purpose: readonly (string | number)[]): Random {
  let state = hash(`${seed} ${purpose.join(' ')}`)

  // Mulberry32, of the public domain: 32 bits of state are plenty for a few thousand draws.
  function next (): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    between: (least, most) => least + next() * (most - least),
    whole,
    chance: share => next() < share,
    pick<T> (list: readonly T[]) {
      if (list.length === 0) throw new RangeError('Nothing can be picked from an empty list')
      return list[whole(0, list.length - 1)] as T
    },
    shuffled<T> (list: readonly T[]) {
      const left = [...list]
      return list.map(() => left.splice(whole(0, left.length - 1), 1)[0] as T)
    }
  }
}

/** FNV-1a. */
function hash (text: string): number {
  let mixed = 0x811c9dc5
  for (const character of text) mixed = Math.imul(mixed ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return mixed
}
