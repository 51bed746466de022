import { randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { connect } from '../../src/database/connect.ts'
import { openReading } from '../../src/database/tenancy.ts'
import type { ImportCounts } from '../../src/domain/imports/import.ts'
import { receiveImport } from '../../src/operations/imports/receive/receive-import.ts'
import { runImport } from '../../src/operations/imports/run-import.ts'
import { cipherOf } from '../../src/operations/integrations/cipher.ts'
import { actAsOwner } from '../../src/operations/members/act-as-owner.ts'
import { FILES, US } from './files.ts'

export interface ImportCost {
  readonly counts: ImportCounts
  readonly megabytes: number
  readonly uploadSeconds: number
  readonly seconds: number
  /** Of the process, before anything and at most. */
  readonly startMb: number
  readonly mostMb: number
}

const SAMPLE_MS = 50
const [url = '', file = ''] = process.argv.slice(2)
const bytes = FILES[file]
if (!bytes) throw new Error(`There is no file ${file}; there are ${Object.keys(FILES).join(', ')}.`)
const database = connect({ url })
const actor = await actAsOwner({ database }, 'personal')
const cipher = cipherOf([randomBytes(32)])
const ctx = { database, reading: openReading(database, actor.workspaceId), actor, requestId: 'bench', idempotencyKey: null, now: Date.now(), newId: uuidv7, cipher }
const start = process.memoryUsage.rss()
let most = start
const sampling = setInterval(() => { most = Math.max(most, process.memoryUsage.rss()) }, SAMPLE_MS)
const sentAt = performance.now()
const id = await receiveImport(ctx, { parameters: [['me', US]], bytes: bytes(), offset: null, declaredBytes: null, mostBytes: 2 ** 33, clock: Date.now })
const startedAt = performance.now()
const counts = await runImport({ database, newId: uuidv7, cipher, now: Date.now, onFault: (_row, error) => { throw error } }, actor.workspaceId, id)
const endedAt = performance.now()
clearInterval(sampling)
await database.close()
console.log(JSON.stringify({
  counts, megabytes: counts.size / 1e6, uploadSeconds: (startedAt - sentAt) / 1000, seconds: (endedAt - startedAt) / 1000, startMb: start / 1e6, mostMb: most / 1e6
} satisfies ImportCost))
