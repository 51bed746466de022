import t from 'tap'
import { readableViews } from '../../../src/operations/erasures/readable-views.ts'

const ADDRESS = 'zoë.lovelace@engines.example'
const finds = (written: string | Buffer): boolean => readableViews(Buffer.from(written)).some(view => view.includes(ADDRESS))
const base64 = (text: string) => Buffer.from(text).toString('base64')
const quoted = (text: string) => [...Buffer.from(text)].map(byte => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')

t.test('an address is found in whatever way it is written', async t => {
  const ways: Record<string, string | Buffer> = {
    plain: `From: ${ADDRESS}`,
    'in Latin-1': Buffer.from(`From: ${ADDRESS}`, 'latin1'),
    'escaped in JSON': JSON.stringify({ from: ADDRESS }).replace(/[@ë.]/g, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
    'with slashes escaped': `"https:\\/\\/x.example\\/${ADDRESS}"`,
    'in a form': new URLSearchParams({ from: ADDRESS }).toString(),
    'in quoted-printable, over two lines': `${quoted('zoë.lovelace@')}=\r\n${quoted('engines.example')}`,
    'in base64, over several lines': `x\r\n\r\n${base64(`Dear all,\nthis is ${ADDRESS} who writes.`).replace(/(.{20})/g, '$1\r\n')}\r\n--end`,
    'in base64 for addresses': Buffer.from(`this is ${ADDRESS}, or not`).toString('base64url'),
    'in an encoded word': `From: =?utf-8?B?${base64(ADDRESS)}?=`,
    'in two encoded words': `=?utf-8?Q?${quoted('zoë.love')}?=\r\n =?utf-8?Q?${quoted('lace@engines.example')}?=`,
    'in entities': ADDRESS.replace('@', '&#64;').replace('ë', '&#xeb;').replace('.', '&amp;#46;'),
    'in a mail in base64, in a form': new URLSearchParams({ 'body-mime': `X: y\r\n\r\n${base64(`from ${ADDRESS}`)}` }).toString(),
    'in a mail in quoted-printable, in JSON': JSON.stringify({ raw: `X: y\r\n\r\n${quoted(ADDRESS)}` }),
    'in a mail in base64 over lines, in JSON': JSON.stringify({ raw: `X: y\r\n\r\n${base64(`from ${ADDRESS} with love`).replace(/(.{24})/g, '$1\r\n')}` })
  }
  for (const [way, written] of Object.entries(ways)) t.ok(finds(written), way)
})

t.test('what is none of these is read as it is, and never fails', async t => {
  for (const written of ['', '%', '%zz', '=?', '=?x?b??=', '&#99999999;', '&#x110000;', '\\', '====', Buffer.from([0xff, 0xfe, 0x00])]) t.ok(readableViews(Buffer.from(written)).length >= 1)
})
