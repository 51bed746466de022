import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

// GraphiQL's editor sets the style of its elements one by one, hence 'unsafe-inline' for style, and for this page alone.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'"
].join('; ')

/**
 * `GET /graphiql`: the GraphiQL page that the build writes into `directory`, with all that it loads; `GET /` leads there.
 * It asks for no token: the page holds nothing, and the person types one into it.
 * Register it as a plugin, so that its headers stay its own. Fails to start where the page is not built.
 */
export async function graphiql (app: FastifyInstance, { directory }: { readonly directory: string }): Promise<void> {
  await builtPage(directory)

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff'
    })
  })

  app.get('/', async (_request, reply) => await reply.redirect('/graphiql'))
  // The page names what it loads relative to /graphiql, so that it also works behind a proxy that adds a path.
  app.get('/graphiql/', async (_request, reply) => await reply.redirect('/graphiql'))
  app.get('/graphiql', async (_request, reply) => {
    return await reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(await builtPage(directory))
  })

  await app.register(fastifyStatic, {
    root: join(directory, 'assets'),
    prefix: '/graphiql/',
    // Each name carries a hash of the content.
    immutable: true,
    maxAge: '365d',
    index: false,
    dotfiles: 'ignore',
    preCompressed: true,
    decorateReply: false
  })
}

// Read each time: a build that replaces the page while the server runs gives its assets new names.
async function builtPage (directory: string): Promise<string> {
  try {
    return await readFile(join(directory, 'index.html'), 'utf8')
  } catch (cause) {
    throw new Error('The GraphiQL page is not built: run "npm run build", or set GRAPHIQL=off.', { cause })
  }
}
