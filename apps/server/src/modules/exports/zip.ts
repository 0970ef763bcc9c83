import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';

interface Entry {
  name: Buffer;
  crc: number;
  size: number;
  packed: Buffer;
}

/** Packs one file while it is being written, so that only the packed bytes are kept in memory. */
export function zipEntry(name: string) {
  const deflate = createDeflateRaw({ level: 6 });
  const packed: Buffer[] = [];
  let crc = 0;
  let size = 0;
  deflate.on('data', (chunk: Buffer) => packed.push(chunk));
  return {
    async write(text: string): Promise<void> {
      const bytes = Buffer.from(text);
      crc = crc32(bytes, crc);
      size += bytes.length;
      if (!deflate.write(bytes)) await once(deflate, 'drain');
    },
    async end(): Promise<Entry> {
      deflate.end();
      await once(deflate, 'end');
      return { name: Buffer.from(name), crc, size, packed: Buffer.concat(packed) };
    },
  };
}

// PKWARE APPNOTE 6.3: version 2.0, names in UTF-8, deflate; the date is the format's first day, so that equal content gives equal files.
const NEEDED = 20;
const UTF8 = 0x0800;
const DEFLATE = 8;
const FIRST_DAY = 0x21;

function facts(entry: Entry): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(NEEDED, 0);
  fields.writeUInt16LE(UTF8, 2);
  fields.writeUInt16LE(DEFLATE, 4);
  fields.writeUInt16LE(FIRST_DAY, 8);
  fields.writeUInt32LE(entry.crc, 10);
  fields.writeUInt32LE(entry.packed.length, 14);
  fields.writeUInt32LE(entry.size, 18);
  fields.writeUInt16LE(entry.name.length, 22);
  return fields;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function directoryEntry(entry: Entry, offset: number): Buffer {
  const madeBy = Buffer.from([NEEDED, 0]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([signature(0x02014b50), madeBy, facts(entry), rest, entry.name]);
}

/** The archive of some packed files; less than 4 GiB. */
export function zipArchive(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    directory.push(directoryEntry(entry, offset));
    const local = Buffer.concat([signature(0x04034b50), facts(entry), entry.name]);
    parts.push(local, entry.packed);
    offset += local.length + entry.packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, listed, signature(0x06054b50), end]);
}
