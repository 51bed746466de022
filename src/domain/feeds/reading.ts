/** Something published in a feed; what the feed does not tell is null. */
export interface FeedItem {
  /** As the feed calls it, or its address, where it calls it nothing. */
  readonly id: string
  readonly url: string | null
  readonly title: string | null
  /** Without markup. */
  readonly text: string | null
  /** Epoch milliseconds. */
  readonly publishedAt: number
  readonly isReply: boolean
  readonly replies: number | null
}

/** What is in a feed of any kind. */
export interface FeedContent {
  readonly title: string | null
  /** The newest, newest first. */
  readonly items: readonly FeedItem[]
  /** Those that say neither when they were published nor what they are called. */
  readonly unreadable: number
  /** How long the feed asks to be left alone. */
  readonly restMs: number | null
}

/** What a server said of a feed when it was last read, so that it need not send again what has not changed. */
export interface Validators {
  readonly etag: string | null
  readonly lastModified: string | null
}

/** What came of reading a feed once. */
export type FeedReading =
  | { readonly outcome: 'CHANGED', readonly content: FeedContent, readonly validators: Validators, readonly movedTo: string | null }
  | { readonly outcome: 'UNCHANGED', readonly movedTo: string | null }
  | { readonly outcome: 'GONE' }
  /** `retryAfterMs` is how long the server asks to be left alone. */
  | { readonly outcome: 'FAILED', readonly why: string, readonly retryAfterMs: number | null }

/** Reads a feed at an address outside; it never rejects, for all that can go wrong is an outcome. */
export type ReadFeed = (url: string, validators: Validators, now: number, signal?: AbortSignal) => Promise<FeedReading>
