import { Readable } from 'node:stream';
import type { Aedes } from 'aedes';

interface Retained {
  topic: string;
  payload: Buffer | string;
}
/** The part of the broker's memory that keeps retained messages. */
interface Persistence {
  storeRetained(packet: Retained): Promise<void>;
  createRetainedStreamCombi(patterns: readonly string[]): Readable;
}

/** A device's own part of a topic or filter, `d/{code}`; null where it may be any device's, or none's. */
function ownerOf(topic: string): string | null {
  const [first, code = '+'] = topic.split('/', 2);
  return first === 'd' && code !== '+' && code !== '#' ? code : null;
}

function matches(filter: string, topic: string): boolean {
  const [wanted, given] = [filter.split('/'), topic.split('/')];
  for (const [at, part] of wanted.entries()) {
    if (part === '#') return true;
    if (given[at] === undefined || (part !== '+' && part !== given[at])) return false;
  }
  return wanted.length === given.length;
}

/**
 * Keeps retained messages by device. The broker's own memory looks through all of them for each subscription, so that ten thousand
 * devices which come back at once would cost a hundred million comparisons.
 */
export function keepRetainedByDevice({ persistence }: Aedes & { persistence?: Persistence }): void {
  if (!persistence) throw new Error('The broker has no memory');
  const byOwner = new Map<string | null, Map<string, Retained>>();
  function* found(filters: readonly string[]): Generator<Retained> {
    for (const filter of filters) {
      const owner = ownerOf(filter);
      const places = owner === null ? byOwner.values() : [byOwner.get(owner) ?? new Map<string, Retained>()];
      for (const place of places) for (const [topic, packet] of place) if (matches(filter, topic)) yield packet;
    }
  }
  persistence.storeRetained = async (packet) => {
    const owner = ownerOf(packet.topic);
    const place = byOwner.get(owner);
    if (packet.payload.length > 0) {
      if (place) place.set(packet.topic, { ...packet });
      else byOwner.set(owner, new Map([[packet.topic, { ...packet }]]));
      return;
    }
    place?.delete(packet.topic);
    if (place?.size === 0) byOwner.delete(owner);
  };
  persistence.createRetainedStreamCombi = (filters) => Readable.from(found(filters));
}
