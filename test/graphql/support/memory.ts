import { buildEdge } from './edge.ts'

// Run by limits.test.ts in a process of its own, with --expose-gc. Prints what the heap gained.
const isKept = process.argv[2] === 'kept'
const { app, post } = await buildEdge({ teardown: () => {} })
const gc = globalThis.gc as () => void
// As large as the edge lets a query be: nearly 2,000 tokens in nearly 32 KiB. More fields than these are refused.
const large = (tag: string, unknown = '') =>
  `{ lineage { ${'id name '.repeat(250)} ${unknown} } echo(days: [${'1 '.repeat(1450)}]) { isDate } }\n#${tag}${'x'.repeat(27_000)}`

// As much as is kept whole and compiled.
const kept = (tag: string) => `{ ${'abcdefghijkl'.split('').map(key => `${key}: lineage { ...F }`).join(' ')} } fragment F on Person { id name bornAt mood later pets { id name owner { id name bornAt mood } } } #${tag}${'x'.repeat(30_000)}`
const query = (tag: string, unknown?: string) => isKept ? kept(tag) : large(tag, unknown)

for (let warm = 0; warm < 10; warm++) await post({ query: '{ lineage { id } }' })
gc()
const before = process.memoryUsage().heapUsed
let valid = 0
let invalid = 0
// The caches keep at most 256 of them.
for (let index = 0; index < (isKept ? 270 : 500); index++) {
  // Three times, so that what can be compiled is.
  for (let time = 0; time < (isKept ? 3 : 1); time++) if ((await post({ query: query(`v${index}`) })).status === 200 && time === 0) valid++
  if (!isKept && (await post({ query: query(`i${index}`, `unknown${index}`) })).status === 400) invalid++
}
gc()
const raisedMb = Math.round((process.memoryUsage().heapUsed - before) / 1024 / 1024)
console.log(JSON.stringify({ valid, invalid, raisedMb }))
await app.close()
