import { availableParallelism } from 'node:os'
import { actAsOwner } from '../src/operations/members/act-as-owner.ts'
import { benchImport } from './import/import.ts'
import { benchList } from './list/list.ts'
import { benchReview } from './review/review.ts'
import { fill } from './support/fill.ts'
import { onNewDatabase } from './support/embedded.ts'
import { benchWebhooks } from './webhooks/webhooks.ts'

/** `npm run bench`: what is promised of speed, each beside its limit in the same run. */
const CONTACTS = Number(process.env.BENCH_CONTACTS ?? 2000)
const AIM = 0.6
const LEAST_ROWS_PER_SECOND = 5000
const MOST_REVIEW_MS = 20
const WEBHOOKS_AIM = 0.7

await onNewDatabase(async ({ dataDir, adminUrl, database, token }) => {
  console.log(`Node ${process.version}, ${availableParallelism()} cores`)
  await fill(database, await actAsOwner({ database }, 'personal'), CONTACTS, 20, Date.now())
  const { graphql, byHand, ratio } = await benchList(database, token)
  console.log(`list    ${graphql.toFixed(1)}/s by GraphQL, ${byHand.toFixed(1)}/s by hand: ${ratio.toFixed(2)} of the limit (aim ${AIM})`)
  const speed = await benchImport(dataDir, adminUrl)
  console.log(`import  ${Math.round(speed.imported)} rows/s with contacts, totals and scores, ${Math.round(speed.copied)} rows/s by COPY: ${speed.ratio.toFixed(3)} of the limit (aim ${LEAST_ROWS_PER_SECOND} rows/s)`)
  const review = benchReview()
  console.log(`review  ${review.usual.toFixed(2)} ms for 2,000 characters: ${(review.usual / MOST_REVIEW_MS).toFixed(3)} of the limit; ten times the text takes ${(review.longest / review.usual).toFixed(1)} times as long`)
  const webhooks = await benchWebhooks(database, adminUrl, await actAsOwner({ database }, 'personal'))
  console.log(`webhooks ${Math.round(webhooks.accepted)}/s accepted of 15 KB each, ${Math.round(webhooks.byHand)}/s by hand: ${webhooks.ratio.toFixed(2)} of the limit (aim ${WEBHOOKS_AIM}); ` +
    `while they are read ${Math.round(webhooks.withJobs.perSecond)}/s, p99 ${webhooks.withJobs.p99.toFixed(0)} ms, and all are read ${webhooks.drainedSeconds.toFixed(1)} s after the last (${Math.round(webhooks.readPerSecond)}/s)`)
})
