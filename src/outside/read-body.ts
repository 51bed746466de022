import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { OutsideError } from '../domain/outside.ts'

const DECOMPRESS = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress }

/** The whole of a body, decompressed. Rejects (TOO_LARGE) as soon as either form of it is larger, and (BROKEN) an unknown compression. */
export async function readBody (body: Readable, encoding: string | undefined, mostBytes: number): Promise<Uint8Array> {
  const name = (encoding ?? 'identity').trim().toLowerCase()
  if (name !== 'identity' && name !== '' && !Object.hasOwn(DECOMPRESS, name)) {
    body.on('error', () => {}).destroy()
    throw new OutsideError('BROKEN')
  }
  const whole = name === 'identity' || name === '' ? body : decompressed(body, DECOMPRESS[name as keyof typeof DECOMPRESS](), mostBytes)
  try {
    return await gathered(whole, mostBytes)
  } finally {
    // Whatever is left of it is not waited for.
    body.on('error', () => {}).destroy()
  }
}

function decompressed (body: Readable, through: ReturnType<typeof createGunzip | typeof createBrotliDecompress>, mostBytes: number): Readable {
  let bytes = 0
  body.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > mostBytes) through.destroy(new OutsideError('TOO_LARGE'))
  })
  body.on('error', error => { through.destroy(error) })
  body.pipe(through)
  return through
}

async function gathered (stream: Readable, mostBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBytes) throw new OutsideError('TOO_LARGE')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
