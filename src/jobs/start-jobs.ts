import { loggable } from '../domain/loggable.ts'
import { relayOutbox, type Wish } from '../operations/outbox/relay-outbox.ts'
import { openQueue, type Queue } from './queue.ts'
import { repeat } from './repeat.ts'
import { deliveriesKey, duplicatesSpec, importSpec, pollSpec, refreshKey, tasksOf, type TaskOptions } from './tasks.ts'

const MINUTE_MS = 60_000
const POLL_MS = 1000
/** A run of bulk mutations is followed by few refreshes. */
const SETTLE_MS = 5000

/** What is queued though nobody asks for it; the first time at the start. */
const RECURRING = [
  { task: 'refresh_stale_standings', everyMs: 10 * MINUTE_MS },
  { task: 'poll_due_feeds', everyMs: 5 * MINUTE_MS },
  // What a server had in hand when it was killed is not asked for by anybody.
  { task: 'process_waiting_deliveries', everyMs: MINUTE_MS },
  { task: 'find_waiting_duplicates', everyMs: 10 * MINUTE_MS },
  { task: 'run_waiting_imports', everyMs: MINUTE_MS },
  { task: 'settle_reports', everyMs: 5 * MINUTE_MS },
  { task: 'drop_old_deliveries', everyMs: 60 * MINUTE_MS },
  { task: 'drop_old_imports', everyMs: 60 * MINUTE_MS },
  { task: 'drop_unfinished_uploads', everyMs: 60 * MINUTE_MS },
  { task: 'forget_keys', everyMs: 24 * 60 * MINUTE_MS }
]

export interface JobsOptions extends TaskOptions {
  /** Connection string of the owner, for the queue's own tables. */
  readonly adminUrl: string
  /** How often the outboxes are looked into, and how long a refresh that was asked for waits for others to ask as well. */
  readonly pace?: { readonly pollMs: number, readonly settleMs: number }
}

export interface Jobs {
  /** Resolves when all that ran has ended: between two of its steps, where it takes long. */
  stop (): Promise<void>
}

/**
 * Starts what runs in the background: outboxes are moved to the queue, and the queue is worked on, by as many servers of one
 * database as there are. Rejects where the queue's tables cannot be made or reached.
 */
export async function startJobs ({ adminUrl, pace = { pollMs: POLL_MS, settleMs: SETTLE_MS }, ...options }: JobsOptions): Promise<Jobs> {
  const { database, logger, now } = options
  const queue = await openQueue({ adminUrl, tasks: tasksOf(options), logger })
  const relay = () => relayOutbox(database, Object.keys(TOPICS), wish => TOPICS[wish.topic]?.(queue, wish, now() + pace.settleMs) ?? unknown(wish))
  const repetitions = [
    repeat(pace.pollMs, relay, error => logger.error({ err: loggable(error) }, 'the outbox could not be moved to the queue; it is tried again')),
    ...RECURRING.map(({ task, everyMs }) => repeat(everyMs, () => queue.add(task, {}, { jobKey: task }), error => {
      logger.error({ err: loggable(error), task }, 'a job could not be queued; it is tried again')
    }))
  ]
  return {
    async stop () {
      await Promise.all(repetitions.map(repetition => repetition.stop()))
      await queue.close()
    }
  }
}

/** What is done for each topic of the outbox. The key keeps a wish that is queued twice from being done twice. */
const TOPICS: Readonly<Record<string, (queue: Queue, wish: Wish, runAt: number) => Promise<void>>> = {
  'deliveries.process': (queue, { workspaceId }) => queue.add('process_deliveries', { workspaceId }, { jobKey: deliveriesKey(workspaceId) }),
  'feed.poll': (queue, { workspaceId, key }) => queue.add('poll_feed', { workspaceId, feedId: key }, pollSpec(key)),
  'imports.run': (queue, { workspaceId, key }) => queue.add('run_import', { workspaceId, importId: key }, importSpec(key)),
  'imports.undo': (queue, { workspaceId, key, payload }) => queue.add('undo_import', { ...payload, workspaceId, importId: key }, { jobKey: `undo_import ${key}` }),
  'standings.refresh': (queue, { workspaceId }, runAt) =>
    queue.add('refresh_standings', { workspaceId }, { jobKey: refreshKey(workspaceId), jobKeyMode: 'preserve_run_at', runAt: new Date(runAt) }),
  'duplicates.find': (queue, { workspaceId }, runAt) => queue.add('find_duplicates', { workspaceId }, duplicatesSpec(workspaceId, runAt)),
  // At once, so that nobody waits for due dates; a wish that comes while it runs is done after it.
  'tags.rescore': (queue, { workspaceId, key, payload }) => queue.add('rescore_tag', { ...payload, workspaceId }, { jobKey: `rescore_tag ${workspaceId} ${key}` })
}

function unknown ({ topic }: Wish): never {
  throw new Error(`Nothing is done for the topic ${topic} of the outbox.`)
}
