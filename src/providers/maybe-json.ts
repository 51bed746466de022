import { readJson, type Json } from './read-json.ts'

/** The value that the body is; undefined where it is not JSON: for what is asked of every webhook, before anybody reads it. */
export function maybeJson (body: Buffer): Json | undefined {
  try {
    return readJson(body)
  } catch {
    return undefined
  }
}
