// What `npm start` brings up: a living chain, and how to sign in to it.
import { expect, test } from '@playwright/test';
import { readGuide, url, virtualStore } from './support/demo.ts';

test('[PLT-11] the demonstration is a chain of retail and room stores with goods, people and living devices', async () => {
  const demo = await readGuide();
  expect(demo.stores.length).toBeGreaterThanOrEqual(8);
  expect(new Set(demo.stores.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(2);
  for (const store of demo.stores) {
    await expect.poll(async () => (await virtualStore(store.id)).door?.online, { message: store.name }).toBe(true);
    expect((await fetch(url(`/api/v1/doors/${store.doorToken}`))).status, store.name).toBe(200);
  }
  const stocked = demo.stores.filter(({ kind }) => kind === 'retail');
  expect(stocked.every(({ barcodes }) => barcodes.length >= 3)).toBe(true);
});

test('[PLT-11, IDN-13] every role of the demonstration signs in with the password that was printed, and with no other', async () => {
  const demo = await readGuide();
  expect(new Set(demo.staff.map(({ role }) => role)).size).toBeGreaterThanOrEqual(10);
  const signIn = (loginName: string, password: string): Promise<Response> =>
    fetch(url('/api/v1/staff/auth/sign-in'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: new URL(url('/')).origin },
      body: JSON.stringify({ loginName, password }),
    });
  const [first] = demo.staff;
  expect((await signIn(first?.loginName ?? '', 'latchkey')).status).toBe(401);
  // The door is watched: some sign-ins a minute from one address are all it takes.
  for (const person of demo.staff.slice(0, 5)) {
    expect((await signIn(person.loginName, person.password)).status, person.loginName).toBe(200);
  }
});
