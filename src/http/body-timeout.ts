import type { FastifyInstance } from 'fastify'

/**
 * Cuts off requests whose bodies have not arrived in time (408), but for routes whose config says that their `body` is `slow`: these see to it
 * themselves. The server's own limit cannot tell one route from another.
 */
export function bodyTimeout (app: FastifyInstance, ms: number): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { raw } = request
    const { body } = request.routeOptions.config as { readonly body?: 'slow' }
    // What is injected comes whole.
    if (body !== 'slow' && raw.complete === false) {
      const timer = setTimeout(() => {
        if (!raw.complete) app.server.emit('clientError', Object.assign(new Error('A body took too long.'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), raw.socket)
      }, ms)
      timer.unref()
      raw.once('close', () => clearTimeout(timer))
    }
    done()
  })
}
