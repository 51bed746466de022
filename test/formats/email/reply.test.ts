import t, { type Test as T } from 'tap'
import { withoutQuotes } from '../../../src/formats/email/reply.ts'
import { wordsOf } from '../../../src/formats/email/words.ts'

const cases = (...pairs: (readonly [string, string, string])[]) => async (t: T) => {
  for (const [name, text, kept] of pairs) t.equal(withoutQuotes(text), kept, name)
}

t.test('what is quoted goes, with the line that introduces it', cases(
  ['after', 'Yes.\n\nOn Fri, 5 May 2023 at 10:12, Grace <grace@example.com> wrote:\n> Does it work?\n>\n> Grace', 'Yes.'],
  ['in two lines', 'Yes.\n\nOn Fri, 5 May 2023 at 10:12, Grace Hopper\n<grace@example.com> wrote:\n\n> Does it work?', 'Yes.'],
  ['before', 'Am 05.05.23 um 10:12 schrieb Grace:\n> Geht es?\n\nJa.', 'Ja.'],
  ['between', 'On 5 May 2023, grace@example.com wrote:\r\n> One?\r\nYes.\r\n> Two?\r\nNo.', 'Yes.\nNo.'],
  ['with a line of the sender right above', 'Yes.\nLe 5 mai 2023, Grace a écrit :\n> Ça marche ?', 'Yes.'],
  ['in a language with no rule of its own', 'Kyllä.\n\nGrace <grace@example.com> kirjoitti 5.5.2023:\n> Toimiiko se?', 'Kyllä.'],
  ['introduced by the sender', 'I like this:\n> to be', 'I like this:'],
  ['alone', '> to be', '']
))

t.test('what follows the headers of an earlier mail goes', cases(
  ['unquoted', 'Yes.\n\nOn Fri, 5 May 2023 at 10:12, Grace <grace@example.com> wrote:\n\nDoes it work?', 'Yes.'],
  ['Outlook', 'Yes.\n\n________________________________\nFrom: Grace <grace@example.com>\nSent: Friday, 5 May 2023 10:12\nTo: Ada\nSubject: It\n\nDoes it work?', 'Yes.\n\n________________________________'],
  ['Outlook in German', 'Ja.\n\nVon: Grace\nGesendet: Freitag\nAn: Ada\nBetreff: Es\n\nGeht es?', 'Ja.'],
  ['in bold', 'Yes.\n\n*From:* Grace\n*Date:* Friday\n*To:* Ada\n\nDoes it work?', 'Yes.'],
  ['the older Outlook', 'Yes.\n-----Original Message-----\nFrom: Grace', 'Yes.'],
  ['forwarded', 'See below.\n\n---------- Forwarded message ---------\nFrom: Grace', 'See below.'],
  ['forwarded by Apple', 'See below.\n\nBegin forwarded message:\n\nFrom: Grace', 'See below.']
))

t.test('a signature goes, and what a telephone adds', cases(
  ['RFC 3676', 'Yes.\n\n-- \nAda\nhttps://example.org', 'Yes.'],
  ['without its space', 'Yes.\n--\nAda', 'Yes.'],
  ['a telephone', 'Yes.\n\nSent from my iPhone', 'Yes.'],
  ['Outlook on a telephone', 'Yes.\n\nGet Outlook for iOS', 'Yes.'],
  ['before a quotation', 'Yes.\n\nSent from my iPhone\n\n> Does it work?', 'Yes.']
))

t.test('what people write themselves stays, though it looks a little like that', cases(
  ['a list of headers', 'Set these:\nFrom: you\nand that is all.', 'Set these:\nFrom: you\nand that is all.'],
  ['a memory', 'On Monday she wrote:\ncome at ten.', 'On Monday she wrote:\ncome at ten.'],
  ['a telephone inside', 'Sent from my desk, with love.\nAda', 'Sent from my desk, with love.\nAda'],
  ['dashes', 'One -- two\n---\nthree', 'One -- two\n---\nthree'],
  ['paragraphs', 'One.\n\n\n\nTwo.  \n', 'One.\n\nTwo.']
))

t.test('the words are what a provider stripped, else the text, else the HTML; at most 20,000 characters', async t => {
  t.equal(wordsOf({ stripped: 'Short.\r\n> kept as it is', text: 'Long.', html: '<p>HTML.</p>' }), 'Short.\n> kept as it is')
  t.equal(wordsOf({ stripped: ' ', text: 'Long.\n> old', html: '<p>HTML.</p>' }), 'Long.')
  t.equal(wordsOf({ text: '\n', html: '<p>HTML.</p>' }), 'HTML.')
  t.equal(wordsOf({ text: '> old' }), null)
  t.equal(wordsOf({}), null)
  t.equal(wordsOf({ text: 'x'.repeat(30_000) })?.length, 20_000)
  t.equal(wordsOf({ text: `${'x'.repeat(19_999)}😀` })?.length, 19_999, 'no half of a character')
  t.equal(wordsOf({ text: 'a\0b\ud800c' }), 'ab\ufffdc')
})

t.test('HTML of Gmail, of Thunderbird and of Outlook is cut as its text is', async t => {
  const grace = 'On Fri, 5 May 2023 at 10:12, Grace &lt;<a href="mailto:grace@example.com">grace@example.com</a>&gt; wrote:'
  t.equal(wordsOf({ html: `<div>Yes.</div><div class="gmail_quote"><div>${grace}<br></div><blockquote>Does it<br>work?<div>Grace</div></blockquote></div>` }), 'Yes.')
  t.equal(wordsOf({ html: `<p>Yes.</p><div class="moz-cite-prefix">${grace}</div><blockquote type="cite"><pre>Does it\nwork?\n</pre></blockquote>` }), 'Yes.')
  t.equal(wordsOf({ html: '<p>Yes.</p><p><b>From:</b> Grace<br><b>Sent:</b> Friday<br><b>To:</b> Ada<br><b>Subject:</b> It</p><p>Does it work?</p>' }), 'Yes.')
})

t.test('a text of any kind is cut in steps that grow with its length alone', async t => {
  for (const part of ['\n', '>', '> a\n\n', '>\n\n\n', 'On 2020 a@b.c\n', 'On 2020 wrote:\n\n\n', 'From: a\n', 'a:\n> ', '-', '--', ' ', 'Sent from my ', '1:00 ', 'a@']) {
    const began = performance.now()
    withoutQuotes(part.repeat(200_000 / part.length))
    t.ok(performance.now() - began < 2_000, JSON.stringify(part))
  }
})
