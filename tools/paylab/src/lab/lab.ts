import type { Books } from '../books/books.ts';
import type { LabClock } from '../clock.ts';
import type { Keystore } from '../keys/keystore.ts';
import type { AccessTokens } from '../mini-program/tokens.ts';
import type { Faults } from './faults.ts';

/** What the parts of the running emulator share. */
export interface Lab {
  books: Books;
  clock: LabClock;
  faults: Faults;
  keystore: Keystore;
  settings: LabSettings;
  /** Of the mini-program server API. */
  tokens: AccessTokens;
  /** The address that browsers and merchants use, without a trailing slash; known once it listens. */
  publicUrl(): string;
  /** Aborted when the emulator stops; ends every wait. */
  closing: AbortSignal;
  /** Wakes the notifier and the refund settler after the books changed. */
  wake(): void;
}

export interface LabSettings {
  merchantName: string;
  /** Divides every wait of the retry schedule; 1 is the real channel's pace. */
  speed: number;
  /** Milliseconds from acceptance of a refund to its success. */
  refundDelayMs: number;
  /** Milliseconds that must lie between two refunds of one order. */
  refundIntervalMs: number;
  /** Origins that `redirect_url` may lead back to. */
  returnOrigins: readonly string[];
}
