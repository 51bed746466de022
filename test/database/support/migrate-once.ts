import { migrate } from '../../../src/database/migrate.ts'

// A process that does nothing but migrate the database of its only argument.
await migrate({ url: process.argv[2] ?? '' })
