import { deleteContact } from '../operations/contacts/delete-contact.ts'
import { listAllContacts } from '../operations/contacts/find-contacts.ts'
import type { OperationContext } from '../operations/context.ts'
import { confirmInboxPerson } from '../operations/inbox/confirm-inbox-person.ts'
import { deleteIntegration } from '../operations/integrations/delete-integration.ts'
import { listInbox } from '../operations/inbox/find-inbox.ts'
import { listAllIntegrations } from '../operations/integrations/find-integrations.ts'

const PAGE = 100

/** Deletes all contacts of the workspace, and with them their interactions, and all integrations; members, tokens and the audit stay. */
export async function empty (ctx: OperationContext): Promise<void> {
  for (const { item } of (await listAllIntegrations(ctx, { first: PAGE })).page.items) await deleteIntegration(ctx, item)
  // Whoever waits there goes as a contact.
  for (const { item } of (await listInbox(ctx, { first: PAGE })).page.items) await confirmInboxPerson(ctx, item)
  for (;;) {
    const { page } = await listAllContacts(ctx, { first: PAGE, orderBy: { field: 'CREATED_AT', direction: 'ASC' } })
    if (page.items.length === 0) return
    for (const { item } of page.items) await deleteContact(ctx, item)
  }
}
