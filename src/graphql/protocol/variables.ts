import { getVariableValues, type DocumentNode, type GraphQLSchema } from 'graphql'
import { RequestErrors } from './errors.ts'
import { MAX_VALIDATION_ERRORS } from '../cost/limits.ts'
import { chosenOperation } from './operation-name.ts'
import type { Variables } from '../cost/schema-cost.ts'

/** The variables as the operation declares them, completed by its defaults. Refuses (INVALID) what does not fit. */
export function coerceVariables (schema: GraphQLSchema, document: DocumentNode, operationName: string | undefined, given: Variables): Variables {
  const declared = chosenOperation(document.definitions, operationName)?.variableDefinitions ?? []
  if (declared.length === 0) return {}
  const { coerced, errors } = getVariableValues(schema, declared, given, { maxErrors: MAX_VALIDATION_ERRORS })
  if (errors) throw new RequestErrors(errors)
  return coerced
}
