import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { evaluateAsks } from './eval-asks/evaluate.ts'
import { readRequests } from './eval-asks/read-requests.ts'
import { linesOf } from './eval-asks/report.ts'

const USAGE = 'Usage: npm run eval:asks -- FOLDER, with requests.jsonl.gz'

/** Reviews the requests of a folder and prints how the score, and each part of it, went with success. Exit code 2: the file is missing. */
async function main (folder: string | undefined): Promise<number> {
  if (folder === undefined) {
    console.error(USAGE)
    return 2
  }
  const file = join(folder, 'requests.jsonl.gz')
  if (!await access(file).then(() => true, () => false)) {
    console.error(`${file} is missing`)
    return 2
  }
  for (const line of linesOf(evaluateAsks(await readRequests(file)))) console.log(line)
  return 0
}

process.exitCode = await main(process.argv[2])
