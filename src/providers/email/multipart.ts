import { Busboy, type BusboyFileStream } from '@fastify/busboy'
import { boundaryOf, mediaType } from '../form-fields.ts'
import { Unreadable, type Webhook } from '../provider.ts'

type Form = Pick<Webhook, 'headers' | 'body'>

const MOST_FIELDS = 200
const MOST_PARTS = 1_000
const LONGEST_FIELD = 1_000_000
const LONGEST_RAW_MAIL = 25_000_000
const LONGEST_PART_HEADERS = 8_192

/**
 * The fields of a multipart/form-data body as bytes, since what charset they are in is told elsewhere; of a name that comes twice, the first.
 * Files are passed over. A field is cut at 1 MB, but for those in `rawMails`. Throws Unreadable where the body is no such form, or not whole.
 */
export async function readMultipart (given: Form, rawMails: ReadonlySet<string>): Promise<ReadonlyMap<string, Buffer>> {
  const { headers, body } = { ...given, body: shedMultipart(given, rawMails, raw => raw) }
  const names = new Set<string>()
  const fields = new Map<string, Buffer>()
  return await new Promise((resolve, reject) => {
    const refuse = () => reject(new Unreadable('The body is no multipart/form-data, or ends before its last boundary.'))
    if (mediaType(headers) !== 'multipart/form-data') return refuse()
    try {
      const limits = { fileSize: LONGEST_RAW_MAIL, headerSize: LONGEST_PART_HEADERS }
      // As a file, a part comes in bytes.
      const form = new Busboy({ headers: { 'content-type': headers['content-type'] ?? '' }, limits, isPartAFile: () => true })
      form.on('file', (name: string | undefined, stream: BusboyFileStream, filename: string | undefined, _encoding: string, type: string) => {
        stream.on('error', refuse)
        if (!name || names.has(name) || names.size === MOST_FIELDS || isFile(filename, type)) return stream.resume()
        names.add(name)
        collect(stream, rawMails.has(name) ? LONGEST_RAW_MAIL : LONGEST_FIELD, bytes => { fields.set(name, bytes) })
      })
      form.on('error', refuse)
      form.on('finish', () => resolve(fields))
      form.end(body)
    } catch {
      refuse()
    }
  })
}

/** A multipart/form-data body whose files are empty, and whose fields in `rawMails` are what `shed` leaves of them; its first 1,000 parts, each cut at 1 MB. */
export function shedMultipart ({ headers, body }: Form, rawMails: ReadonlySet<string>, shed: (raw: Buffer) => Buffer): Buffer {
  const boundary = boundaryOf(headers['content-type'] ?? '')
  if (boundary === null) return body
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1')
  const pieces: Buffer[] = []
  // The first boundary may stand at the very start, without the line break that belongs to the others.
  let end = body.subarray(0, delimiter.length - 2).equals(delimiter.subarray(2)) ? -2 : body.indexOf(delimiter)
  if (end === -1) return body
  for (let parts = 1; ; parts++) {
    const start = end + delimiter.length
    pieces.push(body.subarray(Math.max(0, end), start))
    end = body.indexOf(delimiter, start)
    const part = body.subarray(start, end === -1 ? body.length : end)
    const isLast = part.subarray(0, 2).toString('latin1') === '--'
    if (isLast || parts > MOST_PARTS) return Buffer.concat([...pieces, Buffer.from('--')])
    pieces.push(...keptOf(part, rawMails, shed))
    if (end === -1) return Buffer.concat(pieces)
  }
}

function keptOf (part: Buffer, rawMails: ReadonlySet<string>, shed: (raw: Buffer) => Buffer): Buffer[] {
  const blank = part.subarray(0, LONGEST_PART_HEADERS).indexOf('\r\n\r\n')
  if (blank === -1) return []
  const [headers, content] = [part.subarray(0, blank + 4), part.subarray(blank + 4)]
  const text = headers.toString('latin1')
  const disposition = /\r\ncontent-disposition:([^\r\n]*)/i.exec(text)?.[1] ?? ''
  const name = /;\s*name="([^"]*)"/i.exec(disposition)?.[1] ?? /;\s*name=([^\s;"]+)/i.exec(disposition)?.[1]
  const type = /\r\ncontent-type:[ \t]*([^\s;]*)/i.exec(text)?.[1]
  const filename = /;\s*filename\*?=/i.test(disposition) ? '' : undefined
  if (name === undefined || isFile(filename, type)) return [headers]
  return [headers, rawMails.has(name) ? shed(content) : content.subarray(0, LONGEST_FIELD)]
}

/** Whether a part of a form is somebody's file: it has the name of one, or is no text. */
function isFile (filename: string | undefined, type = 'text/plain'): boolean {
  return filename !== undefined || !/^(?:text\/|message\/rfc822$|application\/json$)/i.test(type)
}

function collect (stream: BusboyFileStream, longest: number, take: (bytes: Buffer) => void): void {
  const chunks: Buffer[] = []
  let length = 0
  stream.on('data', (chunk: Buffer) => {
    if (length < longest) chunks.push(chunk.subarray(0, longest - length))
    length += chunk.length
  })
  stream.on('end', () => take(Buffer.concat(chunks)))
}
