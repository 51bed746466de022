import t from 'tap'
import { may, ROLES, SCOPES, type Role, type Scope } from '../../src/domain/actor.ts'

t.test('who acts may do what both the role and the token allow', async t => {
  const reach: Readonly<Record<Role, readonly Scope[]>> = { OWNER: ['read', 'write', 'admin'], ADMIN: ['read', 'write', 'admin'], MEMBER: ['read', 'write'], VIEWER: ['read'] }
  for (const role of ROLES) {
    for (const granted of SCOPES) {
      for (const scope of SCOPES) {
        const expected = reach[role].includes(scope) && SCOPES.indexOf(granted) >= SCOPES.indexOf(scope)
        t.equal(may({ role, scopes: [granted] }, scope), expected, `${role} with ${granted}: ${scope}`)
      }
    }
  }
})

t.test('a token without a scope may do nothing, and one with several what the widest says', async t => {
  for (const scope of SCOPES) t.equal(may({ role: 'OWNER', scopes: [] }, scope), false)
  t.equal(may({ role: 'OWNER', scopes: ['read', 'admin'] }, 'write'), true)
  t.equal(may({ role: 'OWNER', scopes: ['everything' as Scope] }, 'read'), false)
})
