import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'

/** What a process does with the database: `serve` is for one at a time, a `command` comes and goes. */
export type Purpose = 'serve' | 'command'

/** A process's stake in a running PostgreSQL. It ends with the process, however that ends: no lock file to go stale. */
export interface Hold {
  /** Gives the stake up. True for the last: PostgreSQL is then its to stop, and nobody joins meanwhile. */
  release (): Promise<boolean>
  /** Closes the connection behind it. */
  end (): Promise<void>
}

// Advisory locks of the maintenance database, where nothing else takes any: every user holds the first one shared,
// the last to go takes it alone; the server holds the second.
const USERS = 1
const SERVER = 2
const REGAIN_DELAY_MS = 500
/** Of a port that nobody listens on. While PostgreSQL recovers it does listen, and that may take minutes. */
const REFUSED_ATTEMPTS = 3

/**
 * Takes a stake in the PostgreSQL behind `url`. `served`: another server has it. `stopping`: it is on its way down,
 * or not yet up; look again. `onLost` is called when the stake is lost later and cannot be regained.
 */
export async function takeHold (url: string, purpose: Purpose, onLost = () => {}): Promise<Hold | 'served' | 'stopping'> {
  const stake = { held: false }
  const sql = postgres(url, {
    max: 1,
    ssl: false,
    idle_timeout: 0,
    // A connection that is renewed for its age would drop the locks.
    max_lifetime: null,
    backoff: () => 0,
    onnotice: () => {},
    connection: { application_name: `goodturn ${purpose}` },
    onclose: () => { if (stake.held) regain() }
  })

  async function lock (): Promise<'held' | 'served' | 'stopping'> {
    const [users] = await sql<{ ok: boolean }[]>`select pg_try_advisory_lock_shared(${USERS}) as ok`
    if (!users?.ok) return 'stopping'
    if (purpose === 'command') return 'held'
    const [server] = await sql<{ ok: boolean }[]>`select pg_try_advisory_lock(${SERVER}) as ok`
    return server?.ok ? 'held' : 'served'
  }

  // When a backend crashes PostgreSQL closes every connection, and comes back by itself.
  async function regain (): Promise<void> {
    for (let refused = 0; refused < REFUSED_ATTEMPTS;) {
      await sleep(REGAIN_DELAY_MS)
      if (!stake.held) return
      const outcome = await lock().catch(({ code }: { code?: string }) => code)
      if (outcome === 'held') return
      if (outcome === 'served') break
      if (outcome === 'ECONNREFUSED') refused++
    }
    if (stake.held) onLost()
  }

  const outcome = await lock().catch((error: { code?: string }) => {
    if (!COMING_OR_GOING.includes(error.code ?? '')) throw error
    return 'stopping' as const
  })
  if (outcome !== 'held') {
    await sql.end({ timeout: 1 })
    return outcome
  }
  stake.held = true
  return {
    async release () {
      stake.held = false
      try {
        await sql`select pg_advisory_unlock_shared(${USERS})`
        const [last] = await sql<{ ok: boolean }[]>`select pg_try_advisory_lock(${USERS}) as ok`
        return last?.ok ?? false
      } catch {
        // It is gone already.
        return false
      }
    },
    async end () {
      stake.held = false
      await sql.end({ timeout: 1 })
    }
  }
}

// 57P03: starting up or shutting down. 57P01: told to go while it answered.
const COMING_OR_GOING = ['57P03', '57P01', 'ECONNREFUSED', 'ECONNRESET', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECT_TIMEOUT', 'EPIPE']
