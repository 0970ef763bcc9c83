// What customers hear over their websockets about openings.
import type { Shopper } from './world.ts';

interface Message {
  type: string;
  name?: string;
  data?: { id: string; state?: string };
}

/** Listens for every shopper; `acknowledged` settles when the customer of an opening is told that the lock let go. */
export async function listen(origin: string, shoppers: readonly Shopper[]) {
  const seen = new Set<string>();
  const waiting = new Map<string, () => void>();
  const receive = (text: string) => {
    const message = JSON.parse(text) as Message;
    if (message.name !== 'opening.changed' || !message.data) return;
    const { id, state } = message.data;
    if (state !== 'acknowledged' && state !== 'opened') return;
    seen.add(id);
    waiting.get(id)?.();
    waiting.delete(id);
  };
  const sockets = await Promise.all(
    shoppers.map(
      ({ headers }) =>
        new Promise<WebSocket>((resolve, reject) => {
          // Node's own client takes headers beside protocols, which browsers' do not.
          const socket = new WebSocket(`${origin.replace('http', 'ws')}/ws`, { headers } as never);
          socket.onmessage = ({ data }) => {
            const text = String(data);
            if (text.includes('"subscribed"')) resolve(socket);
            else receive(text);
          };
          socket.onopen = () => socket.send(JSON.stringify({ type: 'subscribe', topics: ['me'] }));
          socket.onerror = () => reject(new Error('a websocket was refused'));
        }),
    ),
  );
  return {
    /** Rejects after ten seconds: an opening lives no longer. */
    acknowledged: (id: string): Promise<void> =>
      new Promise((resolve, reject) => {
        if (seen.has(id)) return resolve();
        const timer = setTimeout(() => reject(new Error('no acknowledgement')), 10_000);
        waiting.set(id, () => {
          clearTimeout(timer);
          resolve();
        });
      }),
    close: () => {
      for (const socket of sockets) socket.close();
    },
  };
}
