/** That somebody was erased: not who. Instants are epoch milliseconds. */
export interface Erasure {
  readonly id: string
  readonly at: number
  /** The member who erased them. */
  readonly actor: string
  /** How often they were kept from coming back. */
  readonly blocked: number
  readonly lastBlockedAt: number | null
  /** Since when they may come back again. */
  readonly liftedAt: number | null
}
