import t from 'tap'
import { OutsideError, type OutsideFault } from '../../src/domain/outside.ts'

const FAULTS: Readonly<Record<OutsideFault, true>> = {
  BAD_ADDRESS: true, BLOCKED: true, NOT_FOUND: true, UNREACHABLE: true, TIMED_OUT: true, TOO_LARGE: true, TOO_MANY_REDIRECTS: true, BROKEN: true
}

t.test('whoever is told why an address could not be read learns the fault, in a sentence of its own, and nothing of any network', async t => {
  const faults = Object.keys(FAULTS) as OutsideFault[]
  const errors = faults.map(fault => new OutsideError(fault))
  t.strictSame(errors.map(({ name, fault }) => [name, fault]), faults.map(fault => ['OutsideError', fault]))
  for (const { message } of errors) t.match(message, /^(?:The|There) [^\d/@]+\.$/)
  t.equal(new Set(errors.map(({ message }) => message)).size, faults.length)
  t.ok(errors.every(error => error instanceof Error))
})
