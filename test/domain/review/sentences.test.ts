import t from 'tap'
import { readDraft } from '../../../src/domain/review/draft.ts'

function sentences (text: string): string[] {
  return readDraft(text).sentences.map(({ start, end }) => text.slice(start, end))
}

function prose (text: string): string[] {
  return readDraft(text).sentences.filter(({ isCourtesy }) => !isCourtesy).map(({ start, end }) => text.slice(start, end))
}

t.test('sentences end at marks, blank lines and lines of a list', async t => {
  t.strictSame(sentences('One here. Two here! Three here?! Four here… Five'), ['One here.', 'Two here!', 'Three here?!', 'Four here…', 'Five'])
  t.strictSame(sentences('She said (quietly.) Then he left.'), ['She said (quietly.)', 'Then he left.'])
  t.strictSame(sentences('one\n\ntwo\r\n\r\nthree'), ['one', 'two', 'three'])
  t.strictSame(sentences('Please:\n- read it\n• share it\n2) send it'), ['Please:', 'read it', 'share it', 'send it'])
  t.strictSame(sentences('Short line\nAnother line'), ['Short line', 'Another line'])
  t.strictSame(sentences('The mail program wrapped this line at about sixty characters,\nThen it went on.'), ['The mail program wrapped this line at about sixty characters,\nThen it went on.'])
  t.strictSame(sentences('... !!! ??? —'), [])
})

t.test('a full stop within a name, a number or an abbreviation ends nothing', async t => {
  for (const text of ['Ask Dr. Hopper.', 'Ask J. Smith.', 'The U.S. office.', 'Version 2.10 of it.', 'Apples, pears, etc. and more.', 'Read a.txt first.', 'e.g. this one.']) {
    t.strictSame(sentences(text), [text])
  }
  t.strictSame(sentences('It was I. Then you.'), ['It was I.', 'Then you.'])
  t.strictSame(sentences('Apples, etc. Then more.'), ['Apples, etc.', 'Then more.'])
  t.strictSame(sentences('Call me (before 10 a.m.). Could you do that?'), ['Call me (before 10 a.m.).', 'Could you do that?'])
})

t.test('greetings and closings are courtesies', async t => {
  t.strictSame(prose('Hi Grace,\nhow is it?\n\nBest regards,\nAda Lovelace'), ['how is it?', 'Ada Lovelace'])
  t.strictSame(prose('Hello!\n\nIt is done.\n\nThanks,\nAda'), ['It is done.', 'Ada'])
  t.strictSame(prose('Hi Grace, could you read it?'), ['Hi Grace, could you read it?'])
  t.strictSame(prose('It is done. Thanks for reading it.'), ['It is done.', 'Thanks for reading it.'])
})

t.test('what others wrote is passed over', async t => {
  t.strictSame(sentences('> Could you?\nI did it.'), ['I did it.'])
  t.strictSame(sentences('I did it.\n\n----- Original Message -----\nCould you?'), ['I did it.'])
  t.strictSame(readDraft('It says “could you” and "would you" there').words.map(({ text }) => text), ['it', 'says', 'and', 'there'])
  t.strictSame(readDraft('Write to ada@engines.example or www.engines.example/please.').words.map(({ text }) => text.replace(/0+/, '0')), ['write', 'to', '0', 'or', '0'])
})

t.test('a text keeps its length, whatever is passed over in it', async t => {
  for (const text of ['<p>One</p> <!-- two --> &amp; "three" ada@x.example https://x.example/?a=b.', '> a\r\n> b', 'a\n____________\nb']) {
    t.equal(readDraft(text).own.length, text.length)
  }
})
