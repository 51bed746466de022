/* global React, ReactDOM, GraphiQL */
import { ask } from './ask.js'
import examples from './examples.json'
import { cleanToken, forgetToken, isRemembered, keepToken, keptToken } from './token.js'
import { who } from './who.js'

const [field, show, remember, status, forget] = ['token', 'show', 'remember', 'status', 'forget'].map(id => document.getElementById(id))
const root = ReactDOM.createRoot(document.getElementById('graphiql'))
const tabs = examples.map(({ query, variables }) => ({
  query,
  variables: variables ? JSON.stringify(variables, null, 2) : null
}))

// Counts the attempts to sign in, so that the answer to an earlier one cannot overtake a later one.
let attempt = 0

document.getElementById('sign-in').addEventListener('submit', event => {
  event.preventDefault()
  signIn(cleanToken(field.value))
})
show.addEventListener('click', () => showToken(field.type === 'password'))
remember.addEventListener('change', () => {
  if (keptToken()) keepToken(keptToken(), remember.checked)
})
forget.addEventListener('click', () => {
  field.value = ''
  signIn('')
  field.focus()
})

remember.checked = isRemembered()
field.value = keptToken()
signIn(keptToken())

async function signIn (token) {
  const mine = ++attempt
  const fetcher = (operation, { headers } = {}) => ask(token, certain(operation), headers)
  showToken(false)
  drawGraphiQL(fetcher, null)
  forget.hidden = !token
  if (!token) {
    forgetToken()
    return tell('none', 'No token yet')
  }
  tell('asking', 'Asking who this is …')
  const { signedIn, text } = await who(token)
  if (mine !== attempt) return
  tell(signedIn ? 'signed-in' : 'refused', text)
  if (!signedIn) return
  keepToken(token, remember.checked)
  drawGraphiQL(fetcher, undefined)
}

/** A schema of null keeps GraphiQL from asking for one, undefined makes it ask; the answer depends on the token. */
function drawGraphiQL (fetcher, schema) {
  root.render(React.createElement(GraphiQL, {
    fetcher,
    schema,
    defaultTabs: tabs,
    defaultEditorToolsVisibility: 'variables',
    // Typed headers may hold credentials: they end with the tab.
    shouldPersistHeaders: false
  }))
}

/** GraphiQL notices which operation a tab holds a moment after it shows the tab, and names the one before until then. */
function certain ({ operationName, ...operation }) {
  return operation.query.includes(operationName) ? { ...operation, operationName } : operation
}

function showToken (isShown) {
  field.type = isShown ? 'text' : 'password'
  show.textContent = isShown ? 'Hide' : 'Show'
  show.setAttribute('aria-pressed', String(isShown))
}

function tell (state, text) {
  status.dataset.state = state
  status.textContent = text
}
