/** After a failure the next try comes this soon, where it would not come sooner anyway. */
const RETRY_MS = 60_000

export interface Repetition {
  /** Resolves once nothing runs any more, and nothing will. */
  stop (): Promise<void>
}

/**
 * Runs `work` now, and again and again: so long after it has ended as `everyMs` says, one run at a time. `onFailure` is told
 * when it begins to fail, not of every try after that.
 */
export function repeat (everyMs: number, work: () => Promise<void>, onFailure: (error: unknown) => void): Repetition {
  let isStopped = false
  let isFailing = false
  let timer: NodeJS.Timeout | undefined
  let running = run()

  async function run (): Promise<void> {
    try {
      await work()
      isFailing = false
    } catch (error) {
      if (!isFailing) onFailure(error)
      isFailing = true
    }
    if (!isStopped) timer = setTimeout(() => { running = run() }, isFailing ? Math.min(everyMs, RETRY_MS) : everyMs)
  }

  return {
    async stop () {
      isStopped = true
      clearTimeout(timer)
      await running
    }
  }
}
