import { createHmac } from 'node:crypto'
import { createRequire } from 'node:module'

const BYTES = 15_000
const PEOPLE = 2000
const ID = 987_654_321
const LOGIN = 'somebody-of-the-bench'

interface Comment { id: number, body: string, html_url: string, user: { login: string } }

interface CommentPayload { readonly comment: Comment, readonly issue: { readonly comments: number }, readonly sender: { login: string } }

/** A GitHub delivery that no other is the same as: a comment by one of 2,000 people, signed. */
export type Signed = (number: number) => { readonly headers: Readonly<Record<string, string>>, readonly body: string }

/** Deliveries of about 15 KB, as large as GitHub's usually are, out of one that GitHub has sent. */
export function githubDeliveries (secret: string): Signed {
  const parts = template().split(/(987654321|somebody-of-the-bench)/)
  return number => {
    const body = parts.map(part => part === String(ID) ? String(1_000_000 + number) : part === LOGIN ? `person-${number % PEOPLE}` : part).join('')
    return {
      body,
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'issue_comment',
        'x-github-delivery': `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
      }
    }
  }
}

function template (): string {
  const examples = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly { readonly name: string, readonly examples: readonly object[] }[]
  const [payload] = examples.find(({ name }) => name === 'issue_comment')?.examples as CommentPayload[]
  if (!payload) throw new Error('There is no example of a comment.')
  const comment = { ...payload.comment, id: ID, html_url: `${payload.comment.html_url.split('#')[0]}#issuecomment-${ID}`, user: { ...payload.comment.user, login: LOGIN } }
  const whole = { ...payload, comment, sender: { ...payload.sender, login: LOGIN } }
  return JSON.stringify({ ...whole, comment: { ...comment, body: `${comment.body} `.repeat(Math.ceil((BYTES - JSON.stringify(whole).length) / (comment.body.length + 1)) + 1) } })
}
