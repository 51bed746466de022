export function buildGraphiql (to: string): Promise<void>
