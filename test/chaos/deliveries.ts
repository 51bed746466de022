import { built } from '../support/goodturn.ts'
import { storm } from './support/storm.ts'

/** `npm run test:chaos [kills]`: as deliveries.test.ts, for longer. Ends with 1 where a delivery was lost or counted twice. */
const kills = Number(process.argv[2] ?? 20)

await built()
const { sent, unanswered, deliveries, wrong, interactions, settledMs } = await storm({ kills, deliveries: 2000 })
console.log(`${kills} kills, ${sent} deliveries, ${unanswered} sent again because nobody had answered; ${JSON.stringify(deliveries)} ${(settledMs / 1000).toFixed(1)} s after the last`)
console.log(wrong.length === 0 && interactions === sent ? 'Each made its interaction exactly once.' : `${interactions} interactions; not one each of ${JSON.stringify(wrong.slice(0, 20))}`)
process.exitCode = wrong.length === 0 && interactions === sent && deliveries['PROCESSED'] === sent ? 0 : 1
