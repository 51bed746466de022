import type { Edge, Told } from './edge.ts'

/** A check of graphql-cop (https://github.com/dolevf/graphql-cop): whether it would report a finding. */
type Check = (edge: Edge) => Promise<boolean>

const CHECKS: Readonly<Record<string, Check>> = {
  alias_overloading: async edge => {
    const aliases = Array.from({ length: 101 }, (_, index) => `alias${index}:__typename`).join(' \n')
    return Boolean((await plain(edge, `query cop { ${aliases} }`)).body?.data?.alias100)
  },
  batch_query: async ({ app }) => {
    const payload = JSON.stringify(Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' })))
    const { body } = await app.inject({ method: 'POST', url: '/graphql', headers: { 'content-type': 'application/json' }, payload })
    const told = JSON.parse(body)
    return Array.isArray(told) && told.length >= 10
  },
  directive_overloading: async edge => (await plain(edge, `query cop { __typename ${'@aa'.repeat(10)} }`)).body?.errors?.length === 10,
  circular_query_introspection: async edge => {
    const query = 'query cop { __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }'
    return (await plain(edge, query)).body?.data?.__schema?.types?.length > 25
  },
  circular_fragment: async edge => !('errors' in (await plain(edge, 'query { __schema { ...A } } fragment A on __Schema { __typename ...B } fragment B on __Schema { ...A }')).body),
  field_duplication: async edge => Boolean((await plain(edge, `query cop { ${'__typename \n'.repeat(500)} }`)).body?.data?.__typename),
  field_suggestions: async edge => (await plain(edge, 'query cop { __schema { directive } }')).text.includes('Did you mean'),
  introspection: async edge => Boolean((await plain(edge, 'query cop { __schema { types { name fields { name } } } }')).body?.data?.__schema?.types),
  get_mutation: async edge => Boolean((await edge.get({ query: 'mutation cop {__typename}' }, { accept: '*/*' })).body?.data?.__typename),
  get_query: async edge => Boolean((await edge.get({ query: 'query cop {__typename}' }, { accept: '*/*' })).body?.data?.__typename),
  post_based_csrf: async ({ app }) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const { body } = await app.inject({ method: 'POST', url: '/graphql?query=query%20cop%20%7B__typename%7D', headers, payload: 'query=query+cop+%7B__typename%7D' })
    return body.includes('"__typename"')
  },
  graphiql: async ({ app }) => {
    const pages = await Promise.all(['/graphiql', '/playground', '/console', '/graphql'].map(url => app.inject({ url, headers: { accept: 'text/html' } })))
    return pages.some(({ body }) => /graphiql\.min\.css|GraphQL Playground|GraphiQL|graphql-playground/.test(body))
  },
  trace_mode: async edge => /tracing|stacktrace/i.test((await plain(edge, 'query cop { __typename }')).text),
  unhandled_errors: async edge => (await plain(edge, 'qwerty cop { abc }')).text.includes('exception')
}

function plain (edge: Edge, query: string): Promise<Told> {
  return edge.post({ query }, { accept: '*/*' })
}

/** The names of the checks that report a finding. */
export async function copFindings (edge: Edge): Promise<string[]> {
  const findings: string[] = []
  for (const [name, check] of Object.entries(CHECKS)) if (await check(edge)) findings.push(name)
  return findings
}
