import { Readable } from 'node:stream'

/** That whoever reads has stopped, and is not waited for any more. */
class Stalled extends Error {
  override readonly name = 'Stalled'
}

/**
 * Pieces of text as a stream that asks for the next one when the last was taken. It ends with an error where nothing was taken for `idleMs`,
 * or not all in `mostMs`, and lets go of the pieces whenever it ends.
 */
export function streamPieces (pieces: AsyncGenerator<string, void>, idleMs: number, mostMs: number): Readable {
  async function * watched (): AsyncGenerator<string, void> {
    for await (const piece of pieces) {
      const timer = setTimeout(() => { stream.destroy(new Stalled(`Nothing was read for ${idleMs} ms.`)) }, idleMs)
      try {
        yield piece
      } finally {
        clearTimeout(timer)
      }
    }
  }
  const stream = Readable.from(watched(), { objectMode: false })
  const late = setTimeout(() => { stream.destroy(new Stalled(`Not all was read in ${mostMs} ms.`)) }, mostMs)
  stream.once('close', () => { clearTimeout(late) })
  return stream
}
