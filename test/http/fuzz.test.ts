import { array, assert, asyncProperty, constantFrom, nat, oneof, record, string, uint8Array } from 'fast-check'
import t from 'tap'
import { adapterOf } from '../../src/providers/adapters.ts'
import { Unreadable } from '../../src/providers/provider.ts'
import { SENDERS } from '../providers/support/senders.ts'
import { receiving } from './support/receiving.ts'
import { SAMPLES, type Sample } from './support/samples.ts'

/** Of a processor: what else runs here does not count. */
const MOST_CPU_MS = 100

/** A change of some bytes: cut off, doubled, swapped, replaced by what is odd. */
const change = record({
  at: nat(),
  length: nat(40),
  by: oneof(constantFrom('', '{', '"', '[[[[', '\u0000', '\\ud800', 'null', '1e999', '-', '\r\n\r\n', '--b', '=?utf-8?B?', '%00', '😀'), string({ maxLength: 5 })),
  again: nat(3)
})

function mutated (body: string, changes: readonly { at: number, length: number, by: string, again: number }[]): string {
  return changes.reduce((text, { at, length, by, again }) => {
    const place = at % (text.length + 1)
    return text.slice(0, place) + by.repeat(again + 1) + text.slice(place + length)
  }, body)
}

function sign ({ provider, body, headers, signs }: Sample, text: string) {
  const given = { ...headers && { headers } }
  return signs ? { ...given, signs: (path: string) => signs(text, path) } : { ...given, signs: () => SENDERS[provider].sends(text === '' ? body : text) }
}

t.test('whatever a provider is made to send is answered, and read or given a reason', async t => {
  const { post, read } = await receiving(t)
  for (const sample of SAMPLES) {
    const answers = new Set<number>()
    await assert(asyncProperty(array(change, { minLength: 1, maxLength: 4 }), async changes => {
      const body = mutated(sample.body, changes)
      answers.add((await post(sample.provider, body, sign(sample, body))).status)
    }), { numRuns: 25 })
    t.strictSame([...answers].filter(status => ![200, 401, 415].includes(status)), [], sample.provider)
  }
  const { RECEIVED, ...finished } = await read()
  t.strictSame([RECEIVED, Object.keys(finished)], [undefined, ['FAILED', 'IGNORED', 'PROCESSED']], 'nothing is left, and none of it was a surprise')
})

t.test('nothing that a provider can be made to send takes long to read', async t => {
  for (const sample of SAMPLES) {
    const adapter = adapterOf(sample.provider)
    const { headers } = SENDERS[sample.provider].sends(sample.body)
    const bodies = oneof(array(change, { minLength: 1, maxLength: 4 }).map(changes => Buffer.from(mutated(sample.body, changes))), uint8Array({ maxLength: 2000 }).map(bytes => Buffer.from(bytes)))
    let longest = 0
    await assert(asyncProperty(bodies, async body => {
      const webhook = { url: 'https://goodturn.example/webhooks/x', headers: { ...headers, ...sample.headers }, body, receivedAt: Date.now() }
      const before = process.cpuUsage()
      adapter.deliveryKey(webhook)
      try {
        await adapter.translate({ ...webhook, body: await adapter.shed?.(webhook) ?? body })
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error
      }
      longest = Math.max(longest, process.cpuUsage(before).user / 1000)
    }), { numRuns: 150 })
    t.ok(longest < MOST_CPU_MS, `${sample.provider}: ${longest.toFixed(1)} ms`)
  }
})
