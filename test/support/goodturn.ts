import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** How a program ended, and what it wrote. */
export interface Outcome {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A program that runs; `ended` resolves with it. */
export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Outcome>
  /** Waits until it has written `text` to stdout; rejects with all it wrote when it ends before. */
  says (text: string): Promise<string>
}

const PROGRAM = fileURLToPath(new URL('../../bin/goodturn.js', import.meta.url))
const BUILD = fileURLToPath(new URL('../../tools/build.js', import.meta.url))

/** Builds the program where its sources are newer; a test that runs it waits for this first. */
export async function built (): Promise<void> {
  const { code, stdout, stderr } = await run(process.execPath, [BUILD, '--if-stale'])
  if (code !== 0) throw new Error(`The build failed:\n${stdout}${stderr}`)
}

/** Runs the built `goodturn` to its end, with this environment and nothing of ours but the path. */
export async function goodturn (args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return await startGoodturn(args, environment).ended
}

/** Starts the built `goodturn`. */
export function startGoodturn (args: readonly string[], environment: Readonly<Record<string, string>> = {}): Running {
  return startProgram(process.execPath, [PROGRAM, ...args], environment)
}

/** Runs any program to its end. */
export async function run (file: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return await startProgram(file, args, environment).ended
}

function startProgram (file: string, args: readonly string[], environment: Readonly<Record<string, string>>): Running {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(file, args, { env: { PATH, HOME, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  const written = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => { written[stream] += text })
  }
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, ...written }))
  })
  return {
    child,
    ended,
    says (text) {
      return new Promise((resolve, reject) => {
        const look = (): void => { if (written.stdout.includes(text)) resolve(written.stdout) }
        child.stdout.on('data', look)
        look()
        ended.then(outcome => reject(new Error(`It ended before it said "${text}": ${JSON.stringify(outcome)}`)), reject)
      })
    }
  }
}
