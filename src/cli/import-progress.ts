import { Presets, SingleBar } from 'cli-progress'
import type { Import } from '../domain/imports/import.ts'
import type { ImportProgress } from '../operations/imports/interactions/import-interactions.ts'

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

/** What a person sees while a file is kept, and while it is read. */
export interface FileProgress {
  /** How many bytes have arrived. */
  readonly kept: (bytes: number) => void
  readonly read: (imported: Pick<Import, 'read' | 'position' | 'size'>) => void
  readonly end: () => void
}

/** The same for a file of any kind: first it fills once as the file is kept, and then as it is read. */
export function fileProgress (stream: NodeJS.WriteStream, size: number | null): FileProgress {
  if (!stream.isTTY) return { kept () {}, read () {}, end () {} }
  const bar = new SingleBar({ format: '  {bar} {percentage}%  {what}', stream, hideCursor: true, gracefulExit: false, clearOnComplete: true }, Presets.shades_classic)
  bar.start(size ?? 0, 0, { what: 'keeping the file' })
  return {
    kept: bytes => bar.update(bytes, { what: 'keeping the file' }),
    read ({ read, position, size }) {
      bar.setTotal(size)
      bar.update(position, { what: `${read} records read` })
    },
    end: () => bar.stop()
  }
}
