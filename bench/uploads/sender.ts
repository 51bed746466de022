import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const PIECE_BYTES = 65_536

/** A mailbox of that many bytes, made up as it is sent: letters whose attachments hardly pack. */
function * mailbox (bytes: number): Generator<Buffer> {
  const attachment = randomBytes(PIECE_BYTES).toString('base64')
  for (let [sent, letter] = [0, 0]; sent < bytes; letter++) {
    const headers = `From ada@example.org Sun Dec 25 21:33:37 2011\nMessage-ID: <${letter}@example.org>\nFrom: Ada <ada@example.org>\nTo: grace@example.org\nSubject: Letter ${letter}\n\n`
    const piece = Buffer.from(`${headers}${attachment.slice(letter % 1000)}\n\n`).subarray(0, bytes - sent)
    sent += piece.length
    yield piece
  }
}

const [url = '', token = '', bytes = '0'] = process.argv.slice(2)
const upload = request(`${url}/imports?me=grace@example.org`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-length': bytes } })
const answered = new Promise<string>((resolve, reject) => {
  upload.once('error', reject).once('response', async response => resolve(`${response.statusCode} ${(await response.toArray()).join('')}`))
})
const startedAt = performance.now()
await pipeline(Readable.from(mailbox(Number(bytes))), upload)
const answer = await answered
process.send?.({ answer, seconds: (performance.now() - startedAt) / 1000 })
