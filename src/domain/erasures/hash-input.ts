/**
 * What of an identity (given by its identityKey) is hashed. A number is the same person on the phone and on WhatsApp, as it is where
 * people are recognized.
 */
export function hashInput (identityKey: string): string {
  return identityKey.replace(/^WHATSAPP /, 'PHONE ')
}
