import type { Command } from 'commander'
import { loadConfig, variableList } from '../config.ts'

/** `goodturn serve`: runs the server until it is told to stop. */
export function serveCommand (program: Command): void {
  program.command('serve')
    .description('run the server until Ctrl-C or SIGTERM')
    .addHelpText('after', () => ['', 'Environment:', ...variableList().map(line => `  ${line}`)].join('\n'))
    .action(async () => {
      const config = loadConfig()
      // Half a second of modules that no other command needs.
      const { serve } = await import('../main.ts')
      await serve(config)
    })
}
