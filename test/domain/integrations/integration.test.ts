import t from 'tap'
import { changeIntegration } from '../../../src/domain/integrations/integration.ts'

const present = { name: 'Our repositories', provider: 'GITHUB', newContacts: 'CREATE', keepText: false, paused: false } as const

t.test('what is given is changed, and what is left out stays', async t => {
  t.strictSame(changeIntegration(present, {}), present)
  t.strictSame(changeIntegration(present, { name: '  Theirs ', newContacts: 'INBOX', keepText: true, paused: true }),
    { ...present, name: 'Theirs', newContacts: 'INBOX', keepText: true, paused: true })
  t.strictSame(changeIntegration({ ...present, paused: true }, { newContacts: null, keepText: null, paused: null }), { ...present, paused: true }, 'null says nothing')
})

t.test('a name is there, and not too long', async t => {
  for (const name of ['', ' ', null]) t.throws(() => changeIntegration(present, { name }), { code: 'INVALID', fields: [{ path: 'name', message: 'is empty.' }] })
  t.equal(changeIntegration(present, { name: 'x'.repeat(100) }).name.length, 100)
  t.throws(() => changeIntegration(present, { name: 'x'.repeat(101) }), { code: 'INVALID', fields: [{ path: 'name' }] })
  t.throws(() => changeIntegration(present, { name: 'a\u0000b' }), { code: 'INVALID', fields: [{ path: 'name', message: 'contains a NUL character.' }] })
})
