import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { keepRetainedByDevice } from './retained.ts';

test('[DEV-3] what devices have retained is found by a device’s own filter and by those of everybody, until it is cleared', async () => {
  const persistence = {
    storeRetained: async (_packet: { topic: string; payload: Buffer | string }): Promise<void> => {},
    createRetainedStreamCombi: (_filters: readonly string[]): Readable => Readable.from([]),
  };
  keepRetainedByDevice({ persistence } as never);
  const retain = (topic: string, text: string) => persistence.storeRetained({ topic, payload: Buffer.from(text) });
  const found = async (...filters: string[]) => {
    const topics: string[] = [];
    for await (const { topic, payload } of persistence.createRetainedStreamCombi(filters))
      topics.push(`${topic} ${payload}`);
    return topics.sort();
  };
  await retain('d/one/down/desired', '1');
  await retain('d/one/up/online', '2');
  await retain('d/one/up/online', '3');
  await retain('d/two/up/online', '4');
  await retain('elsewhere', '5');
  expect(await found('d/one/down/#')).toEqual(['d/one/down/desired 1']);
  expect(await found('d/one/down/cmd', 'd/nobody/#')).toEqual([]);
  expect(await found('d/+/up/#')).toEqual(['d/one/up/online 3', 'd/two/up/online 4']);
  expect(await found('#')).toHaveLength(4);
  await retain('d/two/up/online', '');
  expect(await found('d/+/up/online')).toEqual(['d/one/up/online 3']);
});
