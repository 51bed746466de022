import { readFileSync } from 'node:fs'
import t from 'tap'
import { PROVIDERS } from '../../src/domain/integrations/integration.ts'
import { adapterOf } from '../../src/providers/adapters.ts'
import { nextSteps } from '../../src/providers/next-steps.ts'

t.test('of every provider it is told in one or two sentences what to do next, and what there is to enter', async t => {
  for (const provider of PROVIDERS) {
    const steps = nextSteps(provider, 'https://goodturn.example.com')
    const told = steps.join(' ')
    t.ok(steps.length === 1 || steps.length === 2, provider)
    for (const step of steps) t.match(step, /^[A-Z“].*\.$/, provider)
    t.match(told, /webhookUrl/, `${provider} says where`)
    if (adapterOf(provider).answerGet) t.match(told, /verifyToken/, `${provider} says by which word it is let in`)
    if (adapterOf(provider).makeSecret && !adapterOf(provider).signer) t.match(told, /the secret/, `${provider} says what proves it`)
  }
})

t.test('what is to be chosen at a provider is what its documentation here says', async t => {
  const chosen = {
    CALENDLY: ['invitee.created', 'invitee.canceled'],
    SLACK: ['message.channels', 'message.groups', 'message.im', 'app_mention', 'reaction_added', 'reaction_removed'],
    TELEGRAM: ['allowed_updates'],
    ZOOM: ['Participant/Host joined meeting', 'Participant/Host left meeting']
  } as const
  const guide = readFileSync(new URL('../../docs/integrations.md', import.meta.url), 'utf8')
  for (const [provider, words] of Object.entries(chosen)) {
    const chapter = guide.split(`### ${provider}\n`)[1]?.split('\n### ')[0] ?? ''
    const told = nextSteps(provider as keyof typeof chosen, 'https://goodturn.example.com').join(' ')
    for (const word of words) t.ok(chapter.includes(word) && told.includes(word), `${provider} ${word}`)
  }
})

t.test('where nobody else can call the server, that is to be seen to first', async t => {
  for (const local of ['http://localhost:4000', 'http://127.0.0.1:4000', 'http://[::1]:4000']) {
    const [first, ...others] = nextSteps('SLACK', local)
    t.match(first, /^Set PUBLIC_URL /, local)
    t.strictSame(others, nextSteps('SLACK', 'https://localhost.example'), local)
  }
})
