import Taro from '@tarojs/taro';
import { sessionToken } from '../api/token';
import type { OpenSocket } from './socket-types';

/** A socket of the mini-program; the session token goes in the header, never in the address. */
export const openSocket: OpenSocket = (handlers) => {
  let task: Taro.SocketTask | null = null;
  let closed = false;
  const url = `${LATCHKEY_ORIGIN.replace(/^http/, 'ws')}/ws`;
  const token = sessionToken.get();
  Taro.connectSocket({ url, header: token ? { Authorization: `Bearer ${token}` } : {} }).then(
    (opened) => {
      task = opened;
      if (closed) return opened.close({});
      opened.onOpen(() => handlers.onOpen());
      opened.onMessage(({ data }) => handlers.onText(typeof data === 'string' ? data : ''));
      opened.onClose(() => handlers.onClose());
      opened.onError(() => handlers.onClose());
    },
    () => handlers.onClose(),
  );
  return {
    send: (text) => task?.send({ data: text }),
    close() {
      closed = true;
      task?.close({});
    },
  };
};
