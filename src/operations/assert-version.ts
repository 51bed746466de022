import { Refusal } from '../domain/refusal.ts'

/** Refuses (CONFLICT, with the present version) a change made from another version than the present one; who gives none wins. */
export function assertVersion (what: string, present: { readonly version: number }, given: number | null | undefined): void {
  if (given === null || given === undefined || given === present.version) return
  throw new Refusal('CONFLICT', `The ${what} was changed meanwhile: you have version ${given}, it is at ${present.version}. Read it again and repeat the change.`, {
    extensions: { version: present.version }
  })
}
