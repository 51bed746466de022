/** A webhook that is not taken: what its sender hears, in the words and the form of every other error. */
export class WebhookRefused extends Error {
  readonly statusCode: number
  readonly code: string
  readonly headers: Readonly<Record<string, string>>

  constructor (statusCode: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.name = 'WebhookRefused'
    this.statusCode = statusCode
    this.code = code
    this.headers = headers
  }
}
