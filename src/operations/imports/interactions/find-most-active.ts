import { invalid } from '../../../domain/refusal.ts'
import type { MessageLine } from '../../../domain/message.ts'

export interface MostActive {
  readonly address: string
  /** In how many of the lines that can be read it stands. */
  readonly lines: number
  readonly of: number
}

/** The address that most lines of a file name: in one's own mail, one's own. Refuses (INVALID) a file that names none. */
export async function findMostActive (pieces: AsyncIterable<{ readonly lines: readonly MessageLine[] }>): Promise<MostActive> {
  const counts = new Map<string, number>()
  let of = 0
  for await (const { lines } of pieces) {
    for (const line of lines) {
      if (!('message' in line)) continue
      const { from, to } = line.message
      of++
      for (const address of new Set([from.address, ...to.map(party => party.address)])) counts.set(address, (counts.get(address) ?? 0) + 1)
    }
  }
  const [first, ...others] = counts
  if (!first) throw invalid({ path: '--me-most-active', message: 'no line of the file can be read.' })
  const [address, lines] = others.reduce((most, each) => each[1] > most[1] ? each : most, first)
  return { address, lines, of }
}
