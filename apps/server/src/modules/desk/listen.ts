import { on, type Subscription } from '../../kernel/events.ts';
import { bookingDisrupted, codesGuessed } from '../booking/index.ts';
import { commandSettled, connectivityChanged, deviceOffended, eventReceived, faultsChanged } from '../devices/index.ts';
import { getMember, memberStateChanged } from '../members/index.ts';
import { orderAbnormal } from '../orders/index.ts';
import { paymentAlarm } from '../payments/index.ts';
import {
  caseDecided,
  caseOpened,
  entryRefused,
  exitRequested,
  findOpenVisit,
  helpRequested,
  offlineEntry,
  openingSettled,
  visitEmergency,
  visitEnded,
  visitEntered,
  visitFlagged,
} from '../visits/index.ts';
import { raiseAlert, settleCaseAlerts, settleDeviceAlerts, settleVisitAlerts, tellMember } from './raise-alert.ts';
import { settleByDevice } from './record-service.ts';
import { alertOfFailedOpening } from './rules.ts';

/** Which event an agent must see. */
export const subscriptions: readonly Subscription[] = [
  on(visitEntered, 'desk.entry', async (ctx, { storeId, visitId, memberId, firstVisit }) => {
    const { state } = await getMember(ctx, memberId);
    const detail = state === 'normal' ? (firstVisit ? 'first_visit' : null) : `${state}_member`;
    await raiseAlert(ctx, { kind: 'entry', storeId, visitId, memberId, detail });
  }),
  // VIS-4: a frozen member stood at the door; nobody came in.
  on(entryRefused, 'desk.entry_refused', (ctx, { storeId, memberId }) =>
    raiseAlert(ctx, { kind: 'entry', storeId, memberId, detail: 'frozen_refused' }),
  ),
  on(visitEnded, 'desk.visit_ended', (ctx, { visitId }) => settleVisitAlerts(ctx, visitId)),
  on(exitRequested, 'desk.exit_requested', (ctx, { storeId, visitId, memberId }) =>
    raiseAlert(ctx, { kind: 'exit_request', storeId, visitId, memberId }),
  ),
  on(helpRequested, 'desk.help_requested', (ctx, { storeId, visitId, memberId, reason, note }) =>
    raiseAlert(ctx, { kind: 'help', storeId, visitId, memberId, detail: note ? `${reason}: ${note}` : reason }),
  ),
  on(visitEmergency, 'desk.emergency', (ctx, { storeId, visitId, memberId, by }) =>
    raiseAlert(ctx, { kind: 'emergency', storeId, visitId, memberId, detail: by }),
  ),
  on(visitFlagged, 'desk.flagged', async (ctx, { storeId, visitId, memberId, flag }) => {
    // A stay beyond the limit comes as a case.
    if (flag !== 'overstay') await raiseAlert(ctx, { kind: 'fault', storeId, visitId, memberId, detail: flag });
  }),
  on(caseOpened, 'desk.case_opened', (ctx, { storeId, visitId, memberId, kind }) =>
    raiseAlert(ctx, { kind: 'case', storeId, visitId, memberId, detail: kind }),
  ),
  on(caseDecided, 'desk.case_decided', (ctx, { visitId }) => settleCaseAlerts(ctx, visitId)),
  on(codesGuessed, 'desk.codes_guessed', (ctx, { storeId, scannerId }) =>
    raiseAlert(ctx, { kind: 'fault', storeId, deviceId: scannerId, detail: 'codes_guessed' }),
  ),
  // BKG-30: somebody waits for a room that is not free or not ready; a lockdown is known to who made it.
  on(
    bookingDisrupted,
    'desk.booking_disrupted',
    (ctx, { storeId, memberId, cause }) =>
      raiseAlert(ctx, {
        kind: 'overstay',
        storeId,
        memberId,
        detail: cause === 'overrun' ? 'room_overrun' : 'room_late',
      }),
    { when: ({ cause }) => cause !== 'lockdown' },
  ),
  on(memberStateChanged, 'desk.member_state_changed', async (ctx, { memberId, to }) => {
    // VIS-4: who is marked or frozen while inside turns red at once.
    const visit = await findOpenVisit(ctx, memberId);
    if (visit) tellMember(ctx, visit, to);
  }),
  on(
    openingSettled,
    'desk.opening_failed',
    async (ctx, opening) => {
      const kind = alertOfFailedOpening(opening);
      const { storeId, visitId, memberId, code, state } = opening;
      if (kind) await raiseAlert(ctx, { kind, storeId, visitId, memberId, detail: code ?? state });
    },
    { when: (opening) => alertOfFailedOpening(opening) !== null },
  ),
  on(paymentAlarm, 'desk.payment_alarm', async (ctx, { storeId, kind }) => {
    if (storeId !== null) await raiseAlert(ctx, { kind: 'payment', storeId, detail: kind });
  }),
  on(orderAbnormal, 'desk.order_abnormal', async (ctx, { storeId, visitId, memberId, abnormality }) => {
    // A payment that failed is the customer's to try again; the other kinds need eyes.
    if (abnormality !== 'payment_failed')
      await raiseAlert(ctx, { kind: 'payment', storeId, visitId, memberId, detail: abnormality });
  }),
  on(commandSettled, 'desk.settle_service', settleByDevice, {
    when: ({ reference }) => reference?.kind === 'opening' || reference?.kind === 'service',
    atOnce: true,
  }),
  on(
    eventReceived,
    'desk.door_forced',
    async (ctx, { name, storeId, deviceId }) => {
      if (storeId) await raiseAlert(ctx, { kind: 'forced_door', storeId, deviceId, detail: name });
    },
    { when: ({ name, storeId }) => name === 'door.forced' && storeId !== null },
  ),
  on(
    eventReceived,
    'desk.keypad_locked',
    async (ctx, { storeId, deviceId }) => {
      if (storeId) await raiseAlert(ctx, { kind: 'fault', storeId, deviceId, detail: 'keypad_locked' });
    },
    { when: ({ name, storeId }) => name === 'keypad.locked' && storeId !== null },
  ),
  on(offlineEntry, 'desk.offline_entry', async (ctx, { storeId, known }) => {
    // VIS-11: somebody came in by a code that nobody was given: the store's key is known to others.
    if (!known) await raiseAlert(ctx, { kind: 'forced_door', storeId, detail: 'unknown_offline_code' });
  }),
  on(connectivityChanged, 'desk.connectivity', async (ctx, { kind, storeId, deviceId, online }) => {
    if (kind !== 'door_controller' || storeId === null) return;
    if (online) await settleDeviceAlerts(ctx, deviceId, ['device_offline']);
    else await raiseAlert(ctx, { kind: 'fault', storeId, deviceId, detail: 'device_offline' });
  }),
  on(faultsChanged, 'desk.faults', async (ctx, { storeId, deviceId, kind, appeared, gone }) => {
    if (storeId === null) return;
    if (gone.length > 0) await settleDeviceAlerts(ctx, deviceId, gone);
    for (const detail of appeared) {
      // A door that is offline was told at once.
      if (detail === 'no_communication' && kind === 'door_controller') continue;
      await raiseAlert(ctx, { kind: 'fault', storeId, deviceId, detail });
    }
  }),
  on(deviceOffended, 'desk.device_offended', async (ctx, { storeId, deviceId, offence }) => {
    if (storeId !== null) await raiseAlert(ctx, { kind: 'fault', storeId, deviceId, detail: `bad_input: ${offence}` });
  }),
];
