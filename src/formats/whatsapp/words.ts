/** Where a file was, in an export without the files; or its name, in one with them. */
const MEDIA = /^(?:<(?:media omitted|medien ausgeschlossen|attached: .{1,200}|angehängt: .{1,200}|médias omis|multimedia omitido|mídia oculta|media weggelaten|media omessi)>|(?:image|video|audio|sticker|gif|document|contact card|bild|dokument|video note) (?:omitted|weggelassen)|.{1,200} \((?:file attached|datei angehängt|fichier joint|archivo adjunto|arquivo anexado)\)|null)$/i
const DELETED = /^(?:(?:this message was deleted|you deleted this message|diese nachricht wurde gelöscht|du hast diese nachricht gelöscht|ce message a été supprimé|vous avez supprimé ce message|este mensaje fue eliminado|se eliminó este mensaje|eliminaste este mensaje|mensagem apagada)\.?)$/i
const NOTICE = /end-to-end|ende-zu-ende|bout en bout|extremo a extremo|ponta a ponta|^(?:missed (?:voice|video) call|verpasster (?:sprach|video)anruf)/i
const EDITED = /\s?<(?:this message was edited|diese nachricht wurde bearbeitet)>$/i
const LONGEST = 20_000

/** What somebody said: null where it was a picture, or the like; or why nobody said anything. */
export function wordsOf (text: string): { readonly text: string | null } | { readonly skipped: string } {
  const words = text.slice(0, LONGEST).replace(EDITED, '').replace(/[\ud800-\udbff]$/, '').trim()
  if (DELETED.test(words)) return { skipped: 'The message was deleted.' }
  if (words.length < 300 && NOTICE.test(words)) return { skipped: NOBODY }
  // What was sent along is named in the first line; its words, if any, come after.
  const [first = '', ...more] = words.split('\n')
  return { text: (MEDIA.test(first.slice(0, 300)) ? more.join('\n').trim() : words) || null }
}

export const NOBODY = 'WhatsApp tells it, and no person.'
