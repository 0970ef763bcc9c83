import type { OpenSocket } from './socket-types';

/** A WebSocket of the same origin; the session cookie goes along. */
export const openSocket: OpenSocket = (handlers) => {
  const socket = new WebSocket(`${window.location.origin.replace(/^http/, 'ws')}/ws`);
  socket.onopen = () => handlers.onOpen();
  socket.onmessage = ({ data }) => handlers.onText(typeof data === 'string' ? data : '');
  socket.onclose = () => handlers.onClose();
  socket.onerror = () => handlers.onClose();
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
};
