import { may } from '../domain/actor.ts'
import { Refusal } from '../domain/refusal.ts'
import type { OperationContext } from '../operations/context.ts'
import { nextKey } from '../operations/transact.ts'
import { createLoaders, type Loaders } from './loaders.ts'

/** What the server has, whoever asks. */
export interface ServerContext {
  /** What the addresses of integrations begin with, without a slash at the end. */
  readonly publicUrl: string
}

/** What resolvers get: the operation's context, and what gathers their reads into few statements. */
export interface GraphqlContext extends OperationContext, ServerContext {
  loaders: Loaders
  /** Of the mutation that comes next. */
  idempotencyKey: string | null
}

/** The context of one request. Refuses (FORBIDDEN) an actor who may not even read. */
export function graphqlContext (operation: OperationContext, server: ServerContext): GraphqlContext {
  if (!may(operation.actor, 'read')) throw new Refusal('FORBIDDEN', 'This token may not read; it needs the scope read.')
  return { ...operation, ...server, loaders: createLoaders(operation) }
}

/** Runs a mutation, and forgets what was read before it. Several mutations of one document have a key each. */
export async function mutate<T> (ctx: GraphqlContext, operation: (ctx: OperationContext) => Promise<T>): Promise<T> {
  try {
    return await operation(ctx)
  } finally {
    ctx.loaders = createLoaders(ctx)
    if (ctx.idempotencyKey !== null) ctx.idempotencyKey = nextKey(ctx.idempotencyKey)
  }
}

/** A resolver of a field of `Parent` with arguments `Args`. */
export type Resolver<Parent, Args = object> = (parent: Parent, args: Args, ctx: GraphqlContext) => unknown
