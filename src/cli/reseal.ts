import { Command } from 'commander'
import type { Database } from '../database/connect.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Cipher } from '../operations/integrations/cipher.ts'
import { resealSecrets } from '../operations/integrations/reseal-secrets.ts'

type Open = () => Promise<{ readonly database: Database, close (): Promise<void> }>

/** `goodturn reseal`: after it the keys behind the first one are needed by nothing any more. */
export function resealCommand (open: Open, findCipher: () => Promise<Cipher>, say: (line: string) => void = console.log): Command {
  return new Command('reseal').exitOverride().showHelpAfterError('See goodturn reseal --help.')
    .description('seal the secrets of all integrations with the first key of SECRET_KEY')
    .addHelpText('after', `
To follow a key by another: start the servers with SECRET_KEY=<new>,<old>, run this with the same, then start them with SECRET_KEY=<new>.
A server that has none set keeps its key in the file secret.key of DATA_DIR.`)
    .action(async () => {
      const cipher = await findCipher()
      const { database, close } = await open()
      try {
        const { sealed, current, unopened } = await resealSecrets({ database, cipher })
        say(`Sealed the secrets of ${counted(sealed)} with the first key; those of ${counted(current)} were already.`)
        const [first, ...others] = unopened
        if (first === undefined) return
        const named = others.length === 0 ? `“${first}”` : `“${first}” and ${counted(others.length, 'other ')}`
        throw new Refusal('CONFLICT', `The secrets of ${named} were sealed with a key that is not given: give it too, behind the first, and run this again.`)
      } finally {
        await close()
      }
    })
}

function counted (count: number, kind = ''): string {
  return `${count} ${kind}${count === 1 ? 'integration' : 'integrations'}`
}
