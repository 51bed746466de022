import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

/** What somebody asked of strangers, and whether anybody helped. */
export interface MadeRequest {
  readonly text: string
  readonly met: boolean
}

/** Reads gzipped lines of `{"text": "…", "met": true}`; whatever else a line says is passed over. */
export async function readRequests (file: string): Promise<readonly MadeRequest[]> {
  const lines = (await promisify(gunzip)(await readFile(file))).toString('utf8').split('\n')
  return lines.flatMap((line, index) => line.trim() === '' ? [] : [readRequest(line, index + 1)])
}

function readRequest (line: string, number: number): MadeRequest {
  const { text, met } = JSON.parse(line) as Record<string, unknown>
  if (typeof text !== 'string' || typeof met !== 'boolean') throw new Error(`Line ${number} has no text, or does not say whether it was met.`)
  return { text, met }
}
