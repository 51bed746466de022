/** As Mastodon, Misskey, Pleroma and others write the address of an actor, or of what is an actor's: /@ada, /users/ada/statuses/1. */
const PROFILE = /^\/(?:@|users\/|u\/|profile\/)([a-z0-9_.-]{1,200})(?=\/|$)/i

/** The actor whose post this is, as far as its address tells; null where it does not. */
export function authorOf (address: string): string | null {
  const { origin, pathname } = new URL(address)
  const profile = PROFILE.exec(pathname)
  return profile ? origin + profile[0] : null
}

/** The fediverse address of an actor, as far as theirs on the web tells it; null where it does not. */
export function handleOf (address: string): string | null {
  const { host, pathname } = new URL(address)
  const name = PROFILE.exec(pathname)?.[1]
  return name ? `@${name}@${host}` : null
}
