import { crc32, deflateRawSync } from 'node:zlib'

/** A file to be packed; what is given besides is written though it is not so. */
export interface Packed {
  readonly name: string
  readonly content: string | Buffer
  readonly isStored?: boolean
  readonly isEncrypted?: boolean
  /** As Unix has it, with the type of the file. */
  readonly mode?: number
  readonly size?: number
}

/** A zip archive, byte by byte (APPNOTE.TXT, 4.3). */
export function makeZip (files: readonly Packed[]): Buffer {
  const local: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, isStored = false, isEncrypted = false, mode = 0o100644, size } of files) {
    const [bytes, title] = [Buffer.from(content), Buffer.from(name)]
    const body = isStored ? bytes : deflateRawSync(bytes)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(isEncrypted ? 0x801 : 0x800, 2)
    common.writeUInt16LE(isStored ? 0 : 8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(body.length, 14)
    common.writeUInt32LE(size ?? bytes.length, 18)
    common.writeUInt16LE(title.length, 22)
    const attributes = Buffer.alloc(14)
    attributes.writeUInt32LE(mode * 0x10000, 6)
    attributes.writeUInt32LE(offset, 10)
    local.push(Buffer.from('PK\x03\x04'), common, title, body)
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, attributes, title)
    offset += 30 + title.length + body.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  for (const place of [4, 6]) end.writeUInt16LE(files.length, place)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...local, listed, Buffer.from('PK\x05\x06'), end])
}
