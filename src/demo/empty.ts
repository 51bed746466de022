import { deleteContact } from '../operations/contacts/delete-contact.ts'
import { listAllContacts } from '../operations/contacts/find-contacts.ts'
import type { OperationContext } from '../operations/context.ts'

const PAGE = 100

/** Deletes all contacts of the workspace, and with them their interactions; members, tokens and the audit stay. */
export async function empty (ctx: OperationContext): Promise<void> {
  for (;;) {
    const { page } = await listAllContacts(ctx, { first: PAGE, orderBy: { field: 'CREATED_AT', direction: 'ASC' } })
    if (page.items.length === 0) return
    for (const { item } of page.items) await deleteContact(ctx, item)
  }
}
