import { may } from '../../../domain/actor.ts'
import type { Import } from '../../../domain/imports/import.ts'
import { readChoices, type UploadRequest } from '../../../domain/imports/read-choices.ts'
import { whoWeAre } from '../../../domain/imports/who-we-are.ts'
import { Refusal } from '../../../domain/refusal.ts'
import { countWaiting, findUpload } from '../../../database/imports/uploads.ts'
import { allOwnIdentities } from '../../../database/integrations/own-identities.ts'
import { inWorkspace } from '../../../database/tenancy.ts'
import { currentWorkspace } from '../../../database/workspaces/viewer.ts'
import { CSV_FIELDS } from '../../../formats/contacts-csv/suggest-columns.ts'
import { goodturnJson } from '../../../formats/goodturn-json/goodturn-json.ts'
import { HEAD_BYTES, recognize } from '../../../formats/recognize.ts'
import { adviceFor } from '../../../formats/unread.ts'
import type { OperationContext } from '../../context.ts'
import { assertMayWrite, assertSameRequest, readKey, requestHashOf } from '../../transact.ts'
import { withHead } from './cut-bytes.ts'
import { IMPORT_FILE, refuseTooLarge, storeUpload } from './store-upload.ts'

const READ = 'vCards, contacts of Google, Outlook and LinkedIn or any other CSV with a header, calendars (iCalendar), mail (mbox, eml), WhatsApp chats, LinkedIn messages, ' +
  'an outbox of Mastodon, an export of Goodturn, each as it is or zipped'

/** What of a workspace may wait to be read, whole or not: so many files, and the bytes of so many of the largest. */
const MOST_WAITING = { files: 100, largest: 4 }

/** A file that arrives. */
export interface Upload {
  /** What is said of it, as readChoices takes it. */
  readonly parameters: Iterable<readonly [string, string]>
  /** Read once; what it throws ends the upload, of which what has arrived is kept under its key. */
  readonly bytes: AsyncIterable<Buffer>
  /** From where on these bytes are the file's, where some have arrived before; null begins it anew. */
  readonly offset: number | null
  /** How many bytes there will be, where that is known. */
  readonly declaredBytes: number | null
  /** Of the whole file. */
  readonly mostBytes: number
  /** Epoch milliseconds: a file may take longer than one instant. */
  readonly clock: () => number
}

/**
 * Takes a file in, a piece at a time, and has it read in the background once it is whole; gives the import's id. Under an Idempotency-Key a file
 * is taken once, and one that was cut off goes on where it ended (`offset`). Refuses (FORBIDDEN) whoever may not write, and an export of Goodturn
 * of whoever is no admin; (INVALID) parameters that readChoices refuses, a file that nobody reads, one of which it has to be known who we are, and
 * a key that was used for another; (CONFLICT) an offset that is not where it ended, and the slower of two that send the same at the same time;
 * (RATE_LIMITED) one while too many wait to be read; TooLarge.
 */
export async function receiveImport (ctx: OperationContext, upload: Upload): Promise<string> {
  assertMayWrite(ctx.actor)
  const key = ctx.idempotencyKey === null ? null : readKey(ctx.idempotencyKey)
  const { workspace, own, known, waiting } = await inWorkspace(ctx.database, ctx.actor.workspaceId, async db => ({
    workspace: await currentWorkspace(db),
    own: await allOwnIdentities(db),
    known: key === null ? undefined : await findUpload(db, ctx.actor.memberId, key),
    waiting: await countWaiting(db)
  }))
  const request = readChoices(upload.parameters, { ...workspace, fields: CSV_FIELDS })
  const requestHash = requestHashOf(IMPORT_FILE, request)
  if (known) assertSameRequest(known.requestHash, requestHash)
  if (known && known.uploadedAt !== null) return known.id
  assertOffset(upload.offset, known)
  const { offset, declaredBytes, mostBytes, clock } = upload
  if ((offset ?? 0) + (declaredBytes ?? 0) > mostBytes) await refuseTooLarge(ctx, mostBytes, known?.id)
  const arriving = { key, request, requestHash, mostBytes, clock }
  if (known && offset !== null) {
    assertMayGive(ctx, known.format)
    return await storeUpload(ctx, { ...arriving, id: known.id, format: known.format, arrived: known.size }, upload.bytes)
  }
  const replaced = known ? { files: 1, bytes: known.size } : { files: 0, bytes: 0 }
  if (waiting.files - replaced.files >= MOST_WAITING.files || waiting.bytes - replaced.bytes + (declaredBytes ?? 0) > MOST_WAITING.largest * mostBytes) throw tooMany()
  const { head, bytes } = await withHead(upload.bytes, HEAD_BYTES)
  const format = formatOf(head, request)
  assertMayGive(ctx, format)
  const missing = whoWeAre(format, request.choices.me, own)
  if (missing) throw new Refusal('INVALID', `${missing} Send “me” along, as often as you like, or add your identities to the workspace.`, { fields: [{ path: 'me', message: missing }] })
  return await storeUpload(ctx, { ...arriving, id: ctx.newId(), format, arrived: 0 }, bytes)
}

function tooMany (): Refusal {
  return new Refusal('RATE_LIMITED', 'Too many files of this workspace wait to be read; send this one when some of them are done. One that never became whole is dropped after a day.')
}

function assertOffset (offset: number | null, known: Import | undefined): void {
  const size = known?.size ?? 0
  if (offset === null || offset === size) return
  throw new Refusal('CONFLICT', size === 0 ? 'Nothing has arrived under this key yet: send the file from its beginning.' : `${size} bytes of this file have arrived: go on from there.`, {
    extensions: { uploadOffset: size }
  })
}

/** An export says what only admins may otherwise: settings, weights, identities of ours, and who did what when. */
function assertMayGive ({ actor }: OperationContext, format: string): void {
  if (format === goodturnJson.name && !may(actor, 'admin')) throw new Refusal('FORBIDDEN', 'Bringing in an export of Goodturn needs the scope admin, and the role OWNER or ADMIN.')
}

function formatOf (head: Buffer, { fileName, choices: { columns } }: UploadRequest): string {
  if (head.length === 0) throw new Refusal('INVALID', 'The file is empty.')
  const { format } = recognize(head, fileName, columns) ?? {}
  if (format) return format === 'zip' ? format : format.name
  if (columns) throw new Refusal('INVALID', `No line of the file names all of these columns: ${Object.keys(columns).join(', ')}.`)
  const advice = adviceFor(head)
  throw new Refusal('INVALID', `${advice === null ? '' : `${advice} `}This is none of the files that are read: ${READ}.`)
}
