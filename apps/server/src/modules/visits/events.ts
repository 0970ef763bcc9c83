import { caseDecision, caseKind, openingPurpose, openingState, visitEnding } from '@latchkey/contract';
import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';

const id = z.uuid();
const instant = z.iso.datetime({ offset: true });
const visit = z.object({ visitId: id, storeId: id, memberId: id, at: instant });

/** The door opened for a member who had no visit: a visit began. */
export const entered = defineEvent('visits.entered', visit.extend({ firstVisit: z.boolean() }));

/** VIS-4: somebody whom the store must not let in stood at its door and was refused. */
export const entryRefused = defineEvent(
  'visits.entry_refused',
  z.object({ storeId: id, memberId: id, code: z.string(), at: instant }),
);

/** A visit came to its end; the door has closed, or its time has run out. */
export const ended = defineEvent('visits.ended', visit.extend({ ending: visitEnding }));

/** A customer without purchase asks to be let out, and the store's policy wants an agent's look. */
export const exitRequested = defineEvent('visits.exit_requested', visit);

/** Somebody left or asked to leave by the emergency way. No visit when nobody knows whose it was. */
export const emergency = defineEvent(
  'visits.emergency',
  z.object({
    storeId: id,
    visitId: id.nullable(),
    memberId: id.nullable(),
    at: instant,
    by: z.enum(['customer', 'exit_button']),
  }),
);

export const helpRequested = defineEvent(
  'visits.help_requested',
  visit.extend({ reason: z.string(), note: z.string().nullable() }),
);

/** A flag appeared on a visit that agents should know of. */
export const flagged = defineEvent('visits.flagged', visit.extend({ flag: z.string() }));

/** A try to open a door came to its end. */
export const openingSettled = defineEvent(
  'visits.opening_settled',
  z.object({
    openingId: id,
    storeId: id,
    visitId: id.nullable(),
    memberId: id.nullable(),
    purpose: openingPurpose,
    state: openingState,
    code: z.string().nullable(),
    at: instant,
  }),
);

/** VIS-17: nobody knows what became of a visit, and a person must decide. */
export const caseOpened = defineEvent('visits.case_opened', visit.extend({ caseId: id, kind: caseKind }));

/** A case was decided; `by` is null when the visit ended properly by itself meanwhile. */
export const caseDecided = defineEvent(
  'visits.case_decided',
  visit.extend({ caseId: id, kind: caseKind, decision: caseDecision, by: id.nullable() }),
);

/** VIS-11: somebody came in by an offline code. `known` is false for a code that nobody was given: the store's key leaked. */
export const offlineEntry = defineEvent(
  'visits.offline_entry',
  z.object({ storeId: id, memberId: id.nullable(), staffId: id.nullable(), known: z.boolean(), at: instant }),
);

/** A door stands open longer than it should; told about who went through it last, when that is known. */
export const doorLeftOpen = defineEvent('visits.door_left_open', visit.extend({ visitId: id.nullable() }));
