import { createHash } from 'node:crypto'

const LONGEST_KEY = 200

/** What a delivery is known by: the name that its sender gave it, or else the SHA-256 of the body; of a name too long to be kept, its SHA-256. */
export function keyOf (name: string | null | undefined, body: Buffer): string {
  if (!name) return sha256(body)
  return name.length <= LONGEST_KEY ? name : sha256(name)
}

/** The SHA-256 of what tells a delivery apart, where its sender has no name for it. */
export function sha256 (content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
