export interface SocketHandlers {
  onOpen(): void;
  onText(text: string): void;
  /** May come twice. */
  onClose(): void;
}
export interface Socket {
  send(text: string): void;
  close(): void;
}
export type OpenSocket = (handlers: SocketHandlers) => Socket;
