// A room and its people: what obeys it, what a session beside another one may do, how many hold rooms.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, enterRoom, equip, makeVenue } from '../../testing/rooms.ts';
import { deviceFacts, updateDevice } from '../devices/index.ts';

let product: TestProduct;
let anna: Person;
beforeAll(async () => {
  product = await createTestProduct();
}, 60_000);
afterAll(() => product.close());
beforeEach(async () => {
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter));
  anna = await product.customer();
});

const isOn = async (deviceId: string) =>
  (await deviceFacts(product.read(systemActor('test')), [deviceId])).get(deviceId)?.desired.on ?? false;

it('[BKG-11, ORG-9] a relay that was moved to another store no longer obeys the room that it served', async () => {
  const [venue, other] = [await makeVenue(product), await makeVenue(product)];
  const [kept, moved] = await equip(product, venue, [{ kind: 'power_relay' }, { kind: 'power_relay' }]);
  const [keptId, movedId] = [kept?.deviceId ?? '', moved?.deviceId ?? ''];
  const details = { name: 'relay', model: null, ipAddress: null, storeId: other.storeId };
  await product.asSystem((ctx) => updateDevice(ctx, { ...details, deviceId: movedId }));
  await enterRoom(product, anna, venue, await booked(product, anna, venue.roomId, 0, 60));
  expect([await isOn(keptId), await isOn(movedId)]).toEqual([true, false]);
});
