import type { Answer } from '@latchkey/client';
import { call } from '@latchkey/ui';

export type Board = Answer<'GET /staff/board'>;
export type BoardStore = Board['stores'][number];
export type BoardVisit = BoardStore['visits'][number];

export const BOARD_KEY = ['board'] as const;

export function readBoard(): Promise<Board> {
  return call('GET /staff/board');
}

export function replaceStore(board: Board, store: BoardStore): Board {
  const known = board.stores.some((each) => each.id === store.id);
  const stores = known ? board.stores.map((each) => (each.id === store.id ? store : each)) : [...board.stores, store];
  return { ...board, stores };
}
