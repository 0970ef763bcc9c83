import type { OpeningPurpose } from '@latchkey/contract';
import { sql, TryAgain, type Tx, violatedConstraint } from '../../kernel/db.ts';
import { AppError } from '../../kernel/errors.ts';
import { type OpeningRow, openingColumns, openingRow } from './opening-store.ts';

export interface NewOpening {
  id: string;
  storeId: string;
  deviceId: string;
  commandId: string;
  visitId: string | null;
  memberId: string | null;
  purpose: OpeningPurpose;
  requestedBy: { kind: string; id: string | null };
  requestedAt: Date;
  expiresAt: Date;
}

const insertion = (opening: NewOpening) => sql`
  insert into visits.openings (
    id, store_id, device_id, command_id, visit_id, member_id, purpose, state, requested_by_kind, requested_by_id,
    requested_at, expires_at, counted_in)
  values (
    ${opening.id}, ${opening.storeId}, ${opening.deviceId}, ${opening.commandId}, ${opening.visitId},
    ${opening.memberId}, ${opening.purpose}, 'requested', ${opening.requestedBy.kind}, ${opening.requestedBy.id}, ${opening.requestedAt},
    ${opening.expiresAt}, 0)`;

/** Null when another opening of the same member or visit is on its way: two taps are one opening. */
export function insertOpening(tx: Tx, opening: NewOpening): Promise<OpeningRow | null> {
  return tx.maybeRow(openingRow, sql`${insertion(opening)} on conflict do nothing returning ${openingColumns}`);
}

/** The same for whom has looked for another one in this transaction: where one came in between, it looks again. */
export function placeOpening(tx: Tx, opening: NewOpening): OpeningRow {
  tx.later(insertion(opening), (error) =>
    violatedConstraint(error)?.startsWith('openings_pending_') === true
      ? new TryAgain(new AppError('opening_in_progress'))
      : error,
  );
  return {
    ...{ id: opening.id, store_id: opening.storeId, device_id: opening.deviceId, visit_id: opening.visitId },
    ...{ member_id: opening.memberId, purpose: opening.purpose, state: 'requested', code: null },
    ...{
      requested_by_kind: opening.requestedBy.kind,
      requested_at: opening.requestedAt,
      expires_at: opening.expiresAt,
    },
    ...{ sent_at: null, acknowledged_at: null, late_acknowledged_at: null, opened_at: null, opened_seq: null },
    ...{ closed_at: null, settled_at: null, counted_in: 0 },
  };
}

export interface ReportedOpening {
  id: string;
  storeId: string;
  deviceId: string;
  visitId: string | null;
  memberId: string | null;
  purpose: OpeningPurpose;
  offlineCodeId: string | null;
  at: Date;
  seq: number;
}

/**
 * The record of an opening that needed no command: somebody went out by the exit button, or came in by an offline code. Null when
 * this use of the code is recorded already.
 */
export async function insertReportedOpening(tx: Tx, opening: ReportedOpening): Promise<OpeningRow | null> {
  return tx.maybeRow(
    openingRow,
    sql`
      insert into visits.openings (
        id, store_id, device_id, visit_id, member_id, purpose, state, requested_by_kind, requested_by_id, requested_at,
        expires_at, opened_at, opened_seq, settled_at, counted_in, offline_code_id)
      values (
        ${opening.id}, ${opening.storeId}, ${opening.deviceId}, ${opening.visitId}, ${opening.memberId},
        ${opening.purpose}, 'opened', 'device', ${opening.deviceId}, ${opening.at}, ${opening.at}, ${opening.at},
        ${opening.seq}, ${opening.at}, 0, ${opening.offlineCodeId})
      on conflict do nothing
      returning ${openingColumns}`,
  );
}
