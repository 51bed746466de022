const KEY = 'goodturn:token'

/** The token as typed or pasted, without what a copied header brings along. */
export function cleanToken (typed) {
  return typed.trim().replace(/^(authorization:\s*)?bearer\s+/i, '')
}

/** The token that this tab or this device keeps; empty where there is none. */
export function keptToken () {
  return sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY) ?? ''
}

/** Whether the token outlives the tab. */
export function isRemembered () {
  return localStorage.getItem(KEY) !== null
}

/** Keeps the token until the tab closes, or for good on this device; in one place only. */
export function keepToken (token, onThisDevice) {
  forgetToken()
  const storage = onThisDevice ? localStorage : sessionStorage
  storage.setItem(KEY, token)
}

export function forgetToken () {
  sessionStorage.removeItem(KEY)
  localStorage.removeItem(KEY)
}
