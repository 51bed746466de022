import type { IncomingMessage } from 'node:http'
import { UploadRefused } from './upload-refused.ts'

/** How long what nobody wants any more is let go by, so that the answer is heard, before the connection is cut. */
const LINGER_MS = 30_000

/**
 * The bytes of a body as they come, however long that takes; they wait with the sender while nobody asks for more. Throws UploadRefused (408)
 * where none comes for `idleMs`, and (400) where the connection ends before the body does.
 */
export async function * uploadBytes (request: IncomingMessage, idleMs: number): AsyncGenerator<Buffer> {
  const pieces = request.iterator({ destroyOnReturn: false })[Symbol.asyncIterator]()
  for (;;) {
    const { value, done } = await within(idleMs, pieces.next())
    if (done) return
    yield value as Buffer
  }
}

async function within<T> (ms: number, next: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const idle = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new UploadRefused(408, 'INVALID', `Nothing came for ${ms / 1000} seconds.`)), ms)
  })
  try {
    return await Promise.race([next.catch(() => { throw new UploadRefused(400, 'INVALID', 'The body ended too early.') }), idle])
  } finally {
    clearTimeout(timer)
  }
}

/** Lets the rest of a body go by, once it is answered. */
export function letGoBy (request: IncomingMessage): void {
  // What is injected comes whole.
  if (request.complete !== false) return
  const cut = setTimeout(() => request.destroy(), LINGER_MS)
  request.once('close', () => clearTimeout(cut))
  request.removeAllListeners('readable').resume()
}
