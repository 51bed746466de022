import { existsSync } from 'node:fs'
import { chromium, type Browser, type Page } from 'playwright-core'
import type { Test } from 'tap'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/opt/google/chrome/chrome']

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'
]

/** The browser that drives pages: CHROMIUM_PATH or one of the usual places; undefined where there is none. */
export function chromiumPath (): string | undefined {
  return [process.env['CHROMIUM_PATH'], ...PLACES].find(path => path && existsSync(path))
}

/** A headless Chromium, closed when the test ends. Does not skip: ask `chromiumPath` first. */
export async function launchChromium (t: Test): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: FLAGS })
  t.teardown(() => browser.close())
  return browser
}

/** What goes wrong in a page, or leaves for another host, while somebody uses it. */
export interface Complaints {
  readonly console: string[]
  readonly policy: string[]
  readonly foreign: string[]
}

/** Collects the complaints of a page from now on; call it before the page opens anything. */
export async function listen (page: Page, ownHost: string): Promise<Complaints> {
  const complaints: Complaints = { console: [], policy: [], foreign: [] }
  page.on('console', message => { if (['error', 'warning'].includes(message.type())) complaints.console.push(message.text()) })
  page.on('pageerror', error => complaints.console.push(String(error)))
  page.on('request', request => {
    const { protocol, host } = new URL(request.url())
    if (protocol !== 'data:' && protocol !== 'blob:' && host !== ownHost) complaints.foreign.push(request.url())
  })
  await page.exposeFunction('complainOfPolicy', (directive: string) => { complaints.policy.push(directive) })
  await page.addInitScript(`document.addEventListener('securitypolicyviolation', event => {
    complainOfPolicy(event.violatedDirective + ' ' + event.blockedURI)
  })`)
  return complaints
}
