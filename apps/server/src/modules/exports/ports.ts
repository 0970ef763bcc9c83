import type { Locale, RouteKey } from '@latchkey/contract';
import type { Actor, StaffActor } from '../../kernel/actor.ts';
import type { Runtime } from '../../kernel/context.ts';
import type { Db } from '../../kernel/db.ts';
import type { AnswerOf } from '../../kernel/http.ts';

export type Query = Readonly<Record<string, string>>;

/** What wiring passes in: the product's own lists, and people as they are now. */
export interface ExportsPorts {
  /** Asks a list as the person would over HTTP. */
  ask<K extends RouteKey>(
    runtime: Runtime,
    ask: { actor: Actor; key: K; query: Query; locale: Locale },
  ): Promise<AnswerOf<K>>;
  /** Null when the account is frozen or gone. */
  staffActorOf(db: Db, id: string): Promise<StaffActor | null>;
}
