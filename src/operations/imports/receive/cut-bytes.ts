/** The first `length` bytes of what comes, or all of it, and then the whole from its beginning. */
export async function withHead (pieces: AsyncIterable<Buffer>, length: number): Promise<{ readonly head: Buffer, readonly bytes: AsyncIterable<Buffer> }> {
  const coming = pieces[Symbol.asyncIterator]()
  const seen: Buffer[] = []
  let count = 0
  while (count < length) {
    const { value, done } = await coming.next()
    if (done) break
    seen.push(value)
    count += value.length
  }
  const head = Buffer.concat(seen)
  return {
    head: head.subarray(0, length),
    bytes: (async function * () {
      yield head
      for (;;) {
        const { value, done } = await coming.next()
        if (done) return
        yield value
      }
    })()
  }
}

/** Some bytes of what comes, as many as all others but the last. */
export interface Chunk {
  readonly bytes: Buffer
  readonly isLast: boolean
}

/** What comes, in chunks of `length` bytes; the last is shorter, or as long, and empty only where nothing comes. One is held at a time. */
export async function * inChunks (pieces: AsyncIterable<Buffer>, length: number): AsyncGenerator<Chunk> {
  let chunk = Buffer.allocUnsafe(length)
  let filled = 0
  for await (const piece of pieces) {
    for (let from = 0; from < piece.length;) {
      if (filled === length) {
        yield { bytes: chunk, isLast: false }
        chunk = Buffer.allocUnsafe(length)
        filled = 0
      }
      const copied = piece.copy(chunk, filled, from)
      filled += copied
      from += copied
    }
  }
  yield { bytes: chunk.subarray(0, filled), isLast: true }
}
