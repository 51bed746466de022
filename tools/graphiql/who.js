import { ask } from './ask.js'

const WHO = '{ viewer { actor role workspace { name } } }'

/** Whom the server takes the token for: `{ signedIn, text }`, the text being what to tell the person. */
export async function who (token) {
  // Anything else could not even be sent in a header.
  if (!/^[\x21-\x7e]+$/.test(token)) return { signedIn: false, text: 'That is not a token: it has a space or a strange letter in it.' }
  try {
    const { data, errors } = await ask(token, { query: WHO })
    if (!data?.viewer) return { signedIn: false, text: errors?.[0]?.message ?? 'The server does not say who this is.' }
    const { actor, role, workspace } = data.viewer
    return { signedIn: true, text: `Signed in as ${actor} (${role}) in ${workspace.name}` }
  } catch (error) {
    return { signedIn: false, text: error.message }
  }
}
