import type { Phone, Traffic } from './phone.ts';

const AGAIN_MS = 1_000;

/** Keeps a websocket for the customer's own topic open, through whichever server takes it; counts the news it hears. */
export function listenToNews(url: string, phone: Phone, traffic: Traffic): () => void {
  let wanted = true;
  let socket: WebSocket | null = null;
  let again: NodeJS.Timeout | undefined;
  const open = () => {
    if (!wanted) return;
    const headers = { authorization: `Bearer ${phone.token}` };
    const opened = new WebSocket(`${url.replace('http', 'ws')}/ws`, { headers });
    socket = opened;
    opened.onopen = () => opened.send(JSON.stringify({ type: 'subscribe', topics: ['me'] }));
    opened.onmessage = ({ data }) => {
      if (String(data).includes('"type":"event"')) traffic.newsHeard += 1;
    };
    opened.onerror = () => undefined;
    opened.onclose = () => {
      if (!wanted) return;
      traffic.socketsLost += 1;
      again = setTimeout(open, AGAIN_MS);
    };
  };
  open();
  return () => {
    wanted = false;
    clearTimeout(again);
    socket?.close();
  };
}
