// What the running demonstration tells about itself, and the hands of the people in its virtual stores.
import { expect } from '@playwright/test';
import { z } from 'zod';

const guide = z.object({
  stores: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      doorUrl: z.string(),
      doorToken: z.string(),
      barcodes: z.array(z.object({ barcode: z.string(), name: z.string(), price: z.number() })),
    }),
  ),
  staff: z.array(z.object({ loginName: z.string(), password: z.string(), role: z.string(), app: z.string() })),
});
export type DemoGuide = z.infer<typeof guide>;
export type DemoStore = DemoGuide['stores'][number];

const sms = z.object({ items: z.array(z.object({ id: z.string(), text: z.string() })) });
const virtualStores = z.object({
  stores: z.array(
    z.object({
      id: z.string(),
      inside: z.number(),
      door: z.object({ online: z.boolean(), bolted: z.boolean() }).loose().nullable(),
      cameras: z.array(z.object({ code: z.string(), watched: z.number() }).loose()).default([]),
    }),
  ),
});

function productUrl(): string {
  const url = process.env.E2E_URL;
  if (!url) throw new Error('E2E_URL is set by the global set-up');
  return url;
}

export const url = (path: string): string => new URL(path, productUrl()).href;

export async function readGuide(): Promise<DemoGuide> {
  const answer = await fetch(url('/api/v1/development/demo'));
  return guide.parse(await answer.json());
}

/** A mainland number that nobody in the demonstration has. */
export function freshPhone(): string {
  return `199${String(Date.now()).slice(-8)}`;
}

async function messagesTo(phone: string): Promise<{ id: string; text: string }[]> {
  const answer = await fetch(url(`/api/v1/development/sms?phone=${phone}`));
  return sms.parse(await answer.json()).items;
}

/** The six digits of the newest message to a phone, waiting for one that came after `known` messages. */
export async function newestCode(phone: string, known = 0): Promise<string> {
  let code = '';
  await expect
    .poll(
      async () => {
        const items = await messagesTo(phone);
        code = items.length > known ? (/\d{6}/.exec(items[0]?.text ?? '')?.[0] ?? '') : '';
        return code;
      },
      { message: `a code for ${phone}`, timeout: 15_000 },
    )
    .not.toBe('');
  return code;
}

const storesUrl = (path: string): string => new URL(path, process.env.E2E_STORES_URL).href;

/** How a virtual store is now: people inside by its own count, and its door. */
export async function virtualStore(id: string): Promise<z.infer<typeof virtualStores>['stores'][number]> {
  const answer = await fetch(storesUrl('/api/stores'));
  const found = virtualStores.parse(await answer.json()).stores.find((store) => store.id === id);
  if (!found) throw new Error(`There is no virtual store ${id}`);
  return found;
}

type Act =
  | { action: 'walk'; direction: 'in' | 'out' }
  | { action: 'press_exit' }
  | { action: 'plug' | 'auto_walk' | 'stick_lock'; on: boolean }
  | { action: 'camera_fault'; camera: string; fault: 'none' | 'stalled' };

async function tryAct(storeId: string, act: Act): Promise<number> {
  const answer = await fetch(storesUrl(`/api/stores/${storeId}/actions`), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(act),
  });
  return answer.status;
}

/** Nobody walks by themselves through this door any more. */
export async function onlyByHand(storeId: string): Promise<void> {
  expect(await tryAct(storeId, { action: 'auto_walk', on: false })).toBe(200);
}

/** Settles when the bolt of a door is home: who went out a moment ago leaves it released for a few seconds. */
export async function untilBolted(storeId: string): Promise<void> {
  const bolted = async () => (await virtualStore(storeId)).door?.bolted;
  await expect.poll(bolted, { message: 'the door bolted', timeout: 15_000 }).toBe(true);
}

/** The lock's drive jams, or comes free again. */
export async function stickLock(storeId: string, on: boolean): Promise<void> {
  expect(await tryAct(storeId, { action: 'stick_lock', on })).toBe(200);
}

/** A camera sends nothing any more, or is well again. */
export async function breakCamera(storeId: string, camera: string, fault: 'none' | 'stalled'): Promise<void> {
  expect(await tryAct(storeId, { action: 'camera_fault', camera, fault })).toBe(200);
}

/** Somebody inside presses the button beside the door, which always opens it. */
export async function pressExit(storeId: string): Promise<void> {
  expect(await tryAct(storeId, { action: 'press_exit' })).toBe(200);
}

/** Somebody walks through the door as soon as it lets them. */
export async function walk(storeId: string, direction: 'in' | 'out'): Promise<void> {
  await expect.poll(() => tryAct(storeId, { action: 'walk', direction }), { message: `walk ${direction}` }).toBe(200);
}

/** True when the bolt holds against somebody who pulls the door. */
export async function isBolted(storeId: string): Promise<boolean> {
  return (await tryAct(storeId, { action: 'walk', direction: 'out' })) === 409;
}

const publicStore = z.object({ availability: z.string() });

/** A retail store that lets people in now and whose door is online; one in which nobody is, where there is such a one. */
export async function openStore(demo: DemoGuide): Promise<DemoStore> {
  let occupied: DemoStore | null = null;
  for (const store of demo.stores.filter(({ kind }) => kind === 'retail')) {
    const answer = await fetch(url(`/api/v1/stores/${store.id}`));
    const { availability } = publicStore.parse(await answer.json());
    const { door, inside } = await virtualStore(store.id);
    if (availability !== 'open' || !door?.online) continue;
    if (inside === 0) return store;
    occupied ??= store;
  }
  if (occupied) return occupied;
  throw new Error('No retail store is open with its door online');
}
