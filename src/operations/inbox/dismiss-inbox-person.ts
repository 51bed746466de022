import { savePersonState, type PersonRecord } from '../../database/integrations/inbox.ts'
import { takeTurn } from '../../database/integrations/reports.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'
import { takePerson } from './confirm-inbox-person.ts'

/**
 * Says that somebody in the inbox is nobody to us: they do not come up again, and what names them is not recorded, until they are
 * confirmed after all. Refuses NOT_FOUND, and (CONFLICT) who was confirmed already.
 */
export function dismissInboxPerson (ctx: OperationContext, { id }: { readonly id: string }): Promise<PersonRecord> {
  return transact(ctx, 'dismissInboxPerson', { id }, async writing => {
    // What is read at the same time, and names them, would have them wait again.
    await takeTurn(writing.db)
    const present = await takePerson(writing, id)
    if (present.state === 'DISMISSED') return present
    const person: PersonRecord = { ...present, state: 'DISMISSED' }
    await savePersonState(writing.db, person)
    writing.audit({ subjectType: 'person', subjectId: id, changes: { state: { before: present.state, after: person.state } } })
    return person
  })
}
