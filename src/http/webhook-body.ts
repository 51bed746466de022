import type { IncomingMessage } from 'node:http'
import { WebhookRefused } from './webhook-refused.ts'

const RETRY_AFTER_SECONDS = '5'

/** Room for the bodies that are held in memory at the same time. */
export interface Room {
  /** Whether there is so much room; it is taken then. */
  take (bytes: number): boolean
  give (bytes: number): void
}

/** The room of each receiver: half of all there is, so that whoever sends slowly to one address leaves some to the others. */
export function roomsFor (most: number): (receiverId: string) => Room {
  let taken = 0
  const takenOf = new Map<string, number>()
  return id => ({
    take (bytes) {
      const own = takenOf.get(id) ?? 0
      if (taken + bytes > most || own + bytes > most / 2) return false
      taken += bytes
      takenOf.set(id, own + bytes)
      return true
    },
    give (bytes) {
      taken -= bytes
      const left = (takenOf.get(id) ?? 0) - bytes
      if (left > 0) takenOf.set(id, left)
      else takenOf.delete(id)
    }
  })
}

/** A body in memory; whoever has it gives its room back. */
export interface HeldBody {
  readonly bytes: Buffer
  release (): void
}

/**
 * The bytes of a body as they came. Refuses (413) more of them than the limit, (415) compressed ones, since what is signed is what is
 * sent, and (503) any while other bodies take all the room.
 */
export async function readBody (request: IncomingMessage, limit: number, room: Room): Promise<HeldBody> {
  if (!['', 'identity'].includes(request.headers['content-encoding']?.toLowerCase() ?? '')) {
    throw new WebhookRefused(415, 'INVALID', 'Compressed bodies are not taken.', { 'accept-encoding': 'identity' })
  }
  const tooLarge = new WebhookRefused(413, 'INVALID', `A body here has ${limit} bytes at most.`)
  if (Number(request.headers['content-length']) > limit) throw tooLarge
  const chunks: Buffer[] = []
  let held = 0
  const release = () => {
    room.give(held)
    held = 0
  }
  try {
    await new Promise<void>((resolve, reject) => {
      request.on('data', (chunk: Buffer) => {
        if (held + chunk.length > limit) return reject(tooLarge)
        if (!room.take(chunk.length)) return reject(new WebhookRefused(503, 'RATE_LIMITED', 'Too much arrives at once; send it again soon.', { 'retry-after': RETRY_AFTER_SECONDS }))
        held += chunk.length
        chunks.push(chunk)
      })
      request.once('end', resolve)
      const cutOff = () => reject(new WebhookRefused(400, 'INVALID', 'The body ended too early.'))
      request.once('error', cutOff)
      request.once('close', cutOff)
    })
    return { bytes: Buffer.concat(chunks, held), release }
  } catch (error) {
    // What else comes is let go by, so that the answer is heard.
    request.removeAllListeners('data').resume()
    release()
    throw error
  }
}
