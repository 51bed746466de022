import { setTimeout as sleep } from 'node:timers/promises'
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import type { Test } from 'tap'
import { listen } from './chromium.ts'

/** A server with the page on it, and a token that it accepts. */
export interface Driven {
  readonly browser: Browser
  /** Without a slash at the end. */
  readonly url: string
  readonly token: string
  /** The tabs to run, by the name of their operation; each has to answer without errors. */
  readonly run: readonly string[]
}

const WRONG_TOKEN = 'nobody-has-this-token'

/** Uses the page as a person would, from the first visit to leaving nothing behind, and asserts what that person sees. */
export async function driveGraphiql (t: Test, { browser, url, token, run }: Driven): Promise<void> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const complaints = await listen(page, new URL(url).host)
  const signedIn = await signedInLine(url, token)

  await page.goto(`${url}/`)
  t.equal(page.url(), `${url}/graphiql`, 'the root leads to the page')
  t.equal(await page.title(), 'Goodturn')
  await page.waitForSelector('.graphiql-tab')
  t.strictSame(await page.locator('.graphiql-tab .graphiql-tab-button').allTextContents(), await exampleNames(), 'there is a tab for each example')
  await says(t, page, 'No token yet')
  t.strictSame(complaints.console, [], 'opening the page leaves the console quiet')

  await signIn(page, WRONG_TOKEN)
  await says(t, page, await refusal(url))
  t.strictSame(await keeps(page, WRONG_TOKEN), { tab: false, device: false }, 'a refused token is not kept')

  await t.test('the token can be looked at, and is hidden again when it is used', async t => {
    await page.fill('#token', token)
    t.equal(await page.getAttribute('#token', 'type'), 'password')
    await page.click('text=Show')
    t.equal(await page.getAttribute('#token', 'type'), 'text')
    await page.click('text=Sign in')
    await says(t, page, signedIn)
    t.equal(await page.getAttribute('#token', 'type'), 'password')
    t.strictSame(await keeps(page, token), { tab: true, device: false }, 'it is kept for the tab alone')
  })

  await page.click('[aria-label="Show Documentation Explorer"]')
  await page.click('.graphiql-doc-explorer >> text=Query')
  await page.waitForSelector('.graphiql-doc-explorer >> text=viewer')
  t.ok(await page.isVisible('text=Headers'), 'headers can be edited')

  for (const name of run) {
    await page.click(`.graphiql-tab-button >> text="${name}"`)
    await page.click('.graphiql-execute-button')
    const answer = await answerOf(page)
    t.equal(answer.errors, undefined, `${name} has no errors`)
    t.ok(answer.data, `${name} has data`)
  }
  await page.click('[aria-label="Show History"]')
  t.equal(await page.locator('.graphiql-history-item').count(), run.length, 'the history has what was run')

  await page.reload()
  await says(t, page, signedIn)
  await page.check('#remember')
  t.strictSame(await keeps(page, token), { tab: false, device: true }, 'a remembered token is kept on the device')
  const other = await context.newPage()
  await other.goto(`${url}/graphiql`)
  await says(t, other, signedIn)

  await page.click('text=Forget token')
  await says(t, page, 'No token yet')
  t.strictSame(await keeps(page, token), { tab: false, device: false }, 'a forgotten token is nowhere')
  t.equal(await page.inputValue('#token'), '')

  t.strictSame(complaints.policy, [], 'nothing is against the content security policy')
  t.strictSame(complaints.foreign, [], 'nothing leaves for another host')
  // The browser itself reports the 401 to the wrong token.
  t.strictSame(complaints.console.filter(text => !/^Failed to load resource: .* 401 /.test(text)), [], 'the console has no other error or warning')
  await context.close()
}

/** Types a token and presses Enter. */
export async function signIn (page: Page, token: string): Promise<void> {
  await page.fill('#token', token)
  await page.press('#token', 'Enter')
}

/** Asserts what the line about the account comes to say. */
export async function says (t: Test, page: Page, text: string): Promise<void> {
  await page.waitForSelector(`#status >> text=${JSON.stringify(text)}`, { timeout: 10_000 }).catch(() => {})
  t.equal(await page.textContent('#status'), text)
}

async function exampleNames (): Promise<string[]> {
  const examples = JSON.parse(await readFile(new URL('../../tools/graphiql/examples.json', import.meta.url), 'utf8')) as { query: string }[]
  return examples.map(({ query }) => /^(?:query|mutation) (\w+)/m.exec(query)?.[1] ?? '')
}

async function signedInLine (url: string, token: string): Promise<string> {
  const { data } = await whoAmI(url, token)
  return `Signed in as ${data.viewer.actor} (${data.viewer.role}) in ${data.viewer.workspace.name}`
}

async function refusal (url: string): Promise<string> {
  const { errors } = await whoAmI(url, WRONG_TOKEN)
  return errors[0].message
}

async function whoAmI (url: string, token: string): Promise<any> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ viewer { actor role workspace { name } } }' })
  })
  return await response.json()
}

// GraphiQL empties the window before it asks, and fills it with the whole answer at once.
async function answerOf (page: Page): Promise<{ data?: unknown, errors?: unknown }> {
  const shown = "document.querySelector('.result-window .CodeMirror').CodeMirror.getValue()"
  // waitForFunction would have the page evaluate a text, which its policy forbids.
  for (let turn = 0; turn < 300; turn++) {
    const text = await page.evaluate<string>(shown)
    if (text !== '') return JSON.parse(text) as { data?: unknown, errors?: unknown }
    await sleep(100)
  }
  throw new Error('No answer was shown within half a minute.')
}

async function keeps (page: Page, token: string): Promise<unknown> {
  return await page.evaluate(`({
    tab: JSON.stringify(sessionStorage).includes(${JSON.stringify(token)}),
    device: JSON.stringify(localStorage).includes(${JSON.stringify(token)})
  })`)
}
