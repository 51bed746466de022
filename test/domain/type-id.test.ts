import fc from 'fast-check'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { ID_TYPES, parseTypeId, toTypeId, uuidOf } from '../../src/domain/type-id.ts'

t.test('the examples of the specification are written and read', async t => {
  const examples = {
    '00000000000000000000000000': '00000000-0000-0000-0000-000000000000',
    '00000000000000000000000001': '00000000-0000-0000-0000-000000000001',
    '0000000000000000000000000a': '00000000-0000-0000-0000-00000000000a',
    '0000000000000000000000000g': '00000000-0000-0000-0000-000000000010',
    '00000000000000000000000010': '00000000-0000-0000-0000-000000000020',
    '7zzzzzzzzzzzzzzzzzzzzzzzzz': 'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '0123456789abcdefghjkmnpqrs': '0110c853-1d09-52d8-d73e-1194e95b5f19',
    '01h455vb4pex5vsknk084sn02q': '01890a5d-ac96-774b-bcce-b302099a8057'
  }
  for (const [suffix, uuid] of Object.entries(examples)) {
    t.equal(toTypeId('contact', uuid), `contact_${suffix}`)
    t.strictSame(parseTypeId(`contact_${suffix}`), { type: 'contact', uuid })
  }
})

t.test('every id comes back as it was', async t => {
  fc.assert(fc.property(fc.constantFrom(...ID_TYPES), fc.oneof(fc.uuid(), fc.constant(null).map(() => uuidv7())), (type, uuid) => {
    t.strictSame(parseTypeId(toTypeId(type, uuid)), { type, uuid })
    t.equal(uuidOf(type, toTypeId(type, uuid)), uuid)
  }), { numRuns: 500 })
})

t.test('ids of a type sort as their UUIDs do', async t => {
  fc.assert(fc.property(fc.uuid(), fc.uuid(), (a, b) => (a < b) === (toTypeId('contact', a) < toTypeId('contact', b))), { numRuns: 2_000 })
})

t.test('no two texts are the same id, and what is none is null', async t => {
  const good = 'contact_01h455vb4pex5vsknk084sn02q'
  for (const wrong of [
    '', 'contact', 'contact_', '01h455vb4pex5vsknk084sn02q', `${good}0`, good.slice(0, -1), good.toUpperCase(), good.replace('h', 'i'), good.replace('h', 'l'), good.replace('h', 'o'), good.replace('h', 'u'),
    good.replace('_0', '_8'), good.replace('_', '-'), ` ${good}`, `${good}\n`, good.replace('contact', 'anybody'), good.replace('contact', ''), good.replace('contact', 'constructor'), '01890a5d-ac96-774b-bcce-b302099a8057'
  ]) t.equal(parseTypeId(wrong), null, JSON.stringify(wrong))
  t.equal(uuidOf('interaction', good), null, 'of another type')
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'contact_0123456789abcdefghjkmnpqrstvwxyz'), minLength: 20, maxLength: 40 }), text => {
    const parsed = parseTypeId(text)
    return parsed === null || toTypeId(parsed.type, parsed.uuid) === text
  }))
})
