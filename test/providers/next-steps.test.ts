import t from 'tap'
import { PROVIDERS } from '../../src/domain/integrations/integration.ts'
import { adapterOf } from '../../src/providers/adapters.ts'
import { nextSteps } from '../../src/providers/next-steps.ts'

t.test('of every provider it is told in one or two sentences what to do next, and what there is to enter', async t => {
  for (const provider of PROVIDERS) {
    const steps = nextSteps(provider)
    const told = steps.join(' ')
    t.ok(steps.length === 1 || steps.length === 2, provider)
    for (const step of steps) t.match(step, /^[A-Z“].*\.$/, provider)
    t.match(told, /webhookUrl/, `${provider} says where`)
    if (adapterOf(provider).answerGet) t.match(told, /verifyToken/, `${provider} says by which word it is let in`)
    if (adapterOf(provider).secret === 'MADE' && !adapterOf(provider).signer) t.match(told, /the secret/, `${provider} says what proves it`)
  }
})
