import { access } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { evaluateFolder } from './eval/evaluate.ts'
import { reportOf } from './eval/report.ts'

const USAGE = 'Usage: npm run eval -- FOLDER [FOLDER...], each with interactions.csv.gz and rows.csv.gz'

/** Evaluates each folder and prints what it shows. Exit code 0: all agree; 1: one does not; 2: a folder or file is missing. */
async function main (folders: readonly string[]): Promise<number> {
  if (folders.length === 0) {
    console.error(USAGE)
    return 2
  }
  const missing = await missingFiles(folders)
  for (const file of missing) console.error(`${file} is missing`)
  if (missing.length > 0) return 2
  let faultCount = 0
  for (const folder of folders) faultCount += await evaluate(folder)
  return faultCount === 0 ? 0 : 1
}

async function evaluate (folder: string): Promise<number> {
  const start = performance.now()
  const { lines, faults } = reportOf(basename(folder), await evaluateFolder(folder))
  for (const line of lines) console.log(line)
  console.log(`  ${((performance.now() - start) / 1000).toFixed(1)} s`)
  for (const fault of faults) console.error(`  FAILED: ${fault}`)
  return faults.length
}

async function missingFiles (folders: readonly string[]): Promise<readonly string[]> {
  const files = folders.flatMap(folder => ['interactions.csv.gz', 'rows.csv.gz'].map(name => join(folder, name)))
  const isThere = await Promise.all(files.map(file => access(file).then(() => true, () => false)))
  return files.filter((_, index) => !isThere[index])
}

process.exitCode = await main(process.argv.slice(2))
