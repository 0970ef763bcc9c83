import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const credentials = z.object({ baseUrl: z.url(), labKey: z.string() });

/** The steering wheel of the payment channel emulator, as the demo's maker needs it. */
export async function openLaboratory(credentialsFile: string) {
  const { baseUrl, labKey } = credentials.parse(JSON.parse(await readFile(credentialsFile, 'utf8')));
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${baseUrl}/_lab${path}`, {
      method,
      headers: { 'x-paylab-key': labKey, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`The emulator refused ${method} ${path}: ${answer.status} ${await answer.text()}`);
  };
  return {
    /** Moves the emulator's business clock to an instant. */
    setClock: (instant: Date) => call('PUT', '/clock', { shiftMs: instant.getTime() - Date.now() }),
    resetClock: () => call('PUT', '/clock', { shiftMs: 0 }),
    /** The payer pays an order. */
    pay: (outTradeNumber: string) => call('POST', `/orders/${outTradeNumber}/pay`, {}),
  };
}
export type Laboratory = Awaited<ReturnType<typeof openLaboratory>>;
