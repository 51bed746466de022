#!/usr/bin/env node
import { existsSync } from 'node:fs'

const program = new URL('../dist/cli.js', import.meta.url)

if (existsSync(program)) {
  await import(program)
} else {
  console.error('Goodturn is not built yet: run "npm run build" first ("npm start" does it by itself).')
  process.exitCode = 1
}
