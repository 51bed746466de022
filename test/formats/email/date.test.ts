import t from 'tap'
import { readMailDate } from '../../../src/formats/email/date.ts'

const at = Date.UTC(2023, 4, 5, 21, 44, 33)

t.test('a date is read as mail programs of all times have written it', async t => {
  for (const text of [
    'Fri, 5 May 2023 17:44:33 -0400', '05 May 2023 21:44:33 +0000', 'Fri, 05 May 23 21:44:33 GMT', ' Fri,  5 May 2023 21:44:33 UT (Universal)', 'FRI, 5 MAY 2023 17:44:33 EDT',
    'Fri, 5 May 2023 21:44:33', 'Fri, 5-May-2023 21:44:33 Z', 'Thu, 5 May 2023 13:44:33 PST', 'Sat, 6 May 2023 03:29:33 +0545', '2023-05-05T21:44:33Z', '2023-05-05T23:44:33+02:00'
  ]) t.equal(readMailDate(text), at, text)
  t.equal(readMailDate('Fri, 5 May 2023 21:44 +0000'), at - 33_000, 'without seconds')
  t.equal(readMailDate('Fri, 5 May 1995 21:44:33 +0000'), Date.UTC(1995, 4, 5, 21, 44, 33))
  t.equal(readMailDate('5 May 95 21:44:33 +0000'), Date.UTC(1995, 4, 5, 21, 44, 33))
  t.equal(readMailDate('31 Dec 2016 23:59:60 +0000'), Date.UTC(2016, 11, 31, 23, 59, 59), 'a leap second')
})

t.test('what is no date of a mail is none', async t => {
  for (const text of [
    '', 'yesterday', 'hello 5', '5 May 2023', 'Fri, 32 May 2023 10:00:00 +0000', '30 Feb 2023 10:00:00 +0000', '5 Foo 2023 10:00:00 +0000', '5 May 2023 24:00:00 +0000',
    '5 May 2023 10:60:00 +0000', '5 May 2023 10:00:61 +0000', 'Thu, 01 Jan 1970 00:00:00 +0000', '1 Jan 9999 00:00:00 +0000', '1683323073', '2023-05-05', ' '.repeat(1_000_000) + '5 May 2023 10:00:00',
    `5 May ${' '.repeat(1_000_000)}2023`
  ]) t.equal(readMailDate(text), null, text.slice(0, 40))
})
