import { Presets, SingleBar } from 'cli-progress'
import type { ImportProgress } from '../operations/imports/import-interactions.ts'

/** What a person sees while an import runs. */
export interface ProgressBar {
  readonly show: (progress: ImportProgress) => void
  readonly end: () => void
}

/** A bar on stderr where that is a terminal, else nothing; without a size (in bytes) it only counts. */
export function progressBar (stream: NodeJS.WriteStream, size: number | null): ProgressBar {
  if (!stream.isTTY) return { show () {}, end () {} }
  const format = size === null ? '  {rows} interactions, {speed}/s' : '  {bar} {percentage}%  {rows} interactions, {speed}/s, {eta_formatted} left'
  const bar = new SingleBar({ format, stream, hideCursor: true, gracefulExit: false, clearOnComplete: true, etaBuffer: 50 }, Presets.shades_classic)
  const startedAt = performance.now()
  bar.start(size ?? 0, 0, { rows: 0, speed: 0 })
  return {
    show ({ made, known, position }) {
      const rows = made + known
      bar.update(Math.round(position), { rows, speed: Math.round(rows / (performance.now() - startedAt) * 1000) })
    },
    end: () => bar.stop()
  }
}
