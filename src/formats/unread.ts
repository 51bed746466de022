/** What hardly anybody means to send: how it begins, and what to do instead. */
const KNOWN: readonly (readonly [begins: RegExp, advice: string])[] = [
  [/^%PDF-/, 'It is a PDF: nobody can tell from it what is what.'],
  [/^(?:\u00ef\u00bb\u00bf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body)\b/i, 'It is a web page, such as one that asks to sign in: export the file again.'],
  [/^PK/, 'It is a workbook or a document: save it as CSV (UTF-8) there.'],
  [/^\u00d0\u00cf.\u00e0/, 'It is of an old Excel, or a message of Outlook: save it as CSV (UTF-8), or as .eml.'],
  [/^!BDN/, 'It is a data file of Outlook (.pst): open it there, and export contacts and calendar.'],
  [/^(?:7z\u00bc\u00af|Rar!|BZh|\u00fd7zXZ|[^]{257}ustar)/, 'It is an archive of a kind that is not unpacked: unpack it, and send what is in it, or a zip of that.'],
  [/^(?:\u00ef\u00bb\u00bf)?\s*[[{]/, 'Of JSON, what is read is the outbox.json of Mastodon, and an export of Goodturn (all.jsonl).'],
  [/^[^\n]*[\w"]\s*[,;\t]\s*[\w"][^]*$/, 'Of a CSV the first line has to name the columns, a name or an e-mail address among them; say with “columns” what they are where that is not seen.']
]

/** What to do about a file that begins so and is none that is read; null where nobody can tell. */
export function adviceFor (head: Buffer): string | null {
  const text = head.toString('latin1', 0, 1000)
  return KNOWN.find(([begins]) => begins.test(text))?.[1] ?? null
}

/** Whether a zip that begins so is what a program keeps its documents in, and no archive of files: by the name of the first. */
export function isDocument (head: Buffer): boolean {
  return /^PK[^]{28}(?:\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/|word\/|mimetypeapplication\/)/.test(head.toString('latin1', 0, 100))
}
