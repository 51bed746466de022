import { Command } from 'commander'
import type { Database } from '../database/connect.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Cipher } from '../operations/integrations/cipher.ts'
import { resealSecrets } from '../operations/integrations/reseal-secrets.ts'

type Open = () => Promise<{ readonly database: Database, close (): Promise<void> }>

/** `goodturn reseal`: after it the keys behind the first one are needed by nothing any more. */
export function resealCommand (open: Open, findCipher: () => Promise<Cipher>, say: (line: string) => void = console.log): Command {
  return new Command('reseal').exitOverride().showHelpAfterError('See goodturn reseal --help.')
    .description('seal all that is secret in the database with the first key of SECRET_KEY')
    .addHelpText('after', `
To follow a key by another: start the servers with SECRET_KEY=<new>,<old>, run this with the same, then start them with SECRET_KEY=<new>.
A server that has none set keeps its key in the file secret.key of DATA_DIR.`)
    .action(async () => {
      const cipher = await findCipher()
      const { database, close } = await open()
      try {
        const { sealed, current, unopened, erasures } = await resealSecrets({ database, cipher })
        say(`Sealed the secrets of ${counted(sealed)} with the first key; those of ${counted(current)} were already.`)
        if (erasures.sealed > 0) say(`Sealed what people who were erased are recognized by, in ${erasures.sealed} of the workspaces.`)
        const lost = [...integrationsNamed(unopened), ...erasures.unopened > 0 ? [`people who were erased, in ${erasures.unopened} of the workspaces,`] : []]
        if (lost.length === 0) return
        throw new Refusal('CONFLICT', `The secrets of ${lost.join(' and of ')} were sealed with a key that is not given: give it too, behind the first, and run this again.`)
      } finally {
        await close()
      }
    })
}

function integrationsNamed ([first, ...others]: readonly string[]): string[] {
  if (first === undefined) return []
  return [others.length === 0 ? `“${first}”` : `“${first}” and ${counted(others.length, 'other ')}`]
}

function counted (count: number, kind = ''): string {
  return `${count} ${kind}${count === 1 ? 'integration' : 'integrations'}`
}
