const ACCEPTED = 'application/graphql-response+json, application/json'

/**
 * Sends one operation with the token, if there is one, and gives back what GraphQL answers, refusals included.
 * Throws, in a sentence for a person, where no GraphQL answer comes.
 */
export async function ask (token, operation, headers = {}) {
  const sent = new Headers({ accept: ACCEPTED, 'content-type': 'application/json' })
  if (token) sent.set('authorization', `Bearer ${token}`)
  // What is typed into the headers editor has the last word.
  for (const [name, value] of Object.entries(headers)) sent.set(name, value)
  const response = await reach(sent, JSON.stringify(operation))
  try {
    return await response.json()
  } catch {
    throw new Error(`The server answered ${response.status} ${response.statusText}`.trimEnd() + ', and no GraphQL.')
  }
}

async function reach (headers, body) {
  try {
    return await fetch('graphql', { method: 'POST', headers, body })
  } catch {
    throw new Error('The server cannot be reached.')
  }
}
