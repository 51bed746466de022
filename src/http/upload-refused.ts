import { Refusal, type RefusalCode } from '../domain/refusal.ts'

/** A refusal of the edge itself, with the status and headers that say so. */
export class UploadRefused extends Refusal {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>

  constructor (statusCode: number, code: RefusalCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(code, message)
    this.name = 'UploadRefused'
    this.statusCode = statusCode
    this.headers = headers
  }
}
