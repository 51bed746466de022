import t from 'tap'
import { recognize } from '../../src/formats/recognize.ts'
import { adviceFor } from '../../src/formats/unread.ts'
import { makeZip } from './support/make-zip.ts'

t.test('of what nobody reads, what to do instead is said', t => {
  const tar = Buffer.concat([Buffer.alloc(257), Buffer.from('ustar')])
  const files: readonly (readonly [string | Buffer, RegExp])[] = [
    ['%PDF-1.7\n', /PDF/], ['\ufeff<!DOCTYPE html><html>', /sign in/], ['\n<?xml version="1.0"?>\n<html>', /web page/],
    [makeZip([{ name: '[Content_Types].xml', content: '<x/>' }, { name: 'xl/workbook.xml', content: '<x/>' }]), /CSV \(UTF-8\)/], [Buffer.from('d0cf11e0a1b11ae1', 'hex'), /old Excel/], ['!BDN', /\.pst/], [tar, /unpack it/], ['Rar!', /unpack it/],
    ['{"hello":1}', /JSON/], [' [1]', /JSON/], ['a;b;c\n1;2;3\n', /name the columns/], ['"Ada",ada@engines.example\n', /“columns”/]
  ]
  for (const [file, advice] of files) {
    const head = Buffer.from(file)
    t.equal(recognize(head, 'contacts.csv'), null)
    t.match(adviceFor(head), advice)
  }
  for (const file of ['', 'Dear diary\n', '\u0000\u0001', '\ufeff \n\n']) t.equal(adviceFor(Buffer.from(file)), null)
  t.end()
})
