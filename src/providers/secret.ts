/** What is wrong with a secret that somebody copied from a provider; null where nothing is. */
export function faultOfCopied (secret: string): string | null {
  if (/\s/.test(secret)) return 'has a space or a line break in it.'
  return secret.length >= 8 && secret.length <= 256 ? null : 'is not 8 to 256 characters long.'
}

/** 43 characters of A-Za-z0-9_- for 32 random bytes: every provider takes those. */
export function urlSafeSecret (random: Buffer): string {
  return random.toString('base64url')
}
