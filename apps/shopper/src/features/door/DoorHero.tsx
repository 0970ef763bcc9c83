import { useDidHide, useDidShow } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { api, type Store } from '../../api';
import { type MessageKey, type Translate, useT } from '../../i18n';
import { DoorButton, type DoorFace } from '../../kit/DoorButton';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import { entryFailure } from '../../parts/door-outcome';
import { OpeningTrack } from '../../parts/OpeningTrack';
import { type OpeningPhase, useOpening } from '../../parts/use-opening';
import { takeWantedDoor, wantDoor } from '../../state/intent';
import { open } from '../../state/nav';
import { askPosition, knownPosition } from '../../state/position';
import { session, useSession } from '../../state/session';
import { BirthDate } from './BirthDate';
import { OfflineCode } from './OfflineCode';
import { Refused } from './Refused';
import type { RefusalAct } from './refusals';

export interface DoorHeroProps {
  store: Store | null;
  doorToken: string | null;
  onOtherStore: () => void;
  onScan: () => void;
  /** A door is being opened: what stands above must not move. */
  onBusy: (busy: boolean) => void;
}

/** How long "door is open" is enjoyed before the shop's screen takes over. */
const OPEN_MOMENT_MS = 1600;

export function DoorHero({ store, doorToken, onOtherStore, onScan, onBusy }: DoorHeroProps) {
  const t = useT();
  const { profile } = useSession();
  const { phase, ask, reset } = useOpening();
  const [sheet, setSheet] = useState<'offline-code' | 'birth-date' | null>(null);

  const tryDoor = () => {
    if (!store) return onScan();
    if (session.get().status !== 'customer') return signInFirst();
    // A position is sent when it is known; it is asked for only by a store that cannot do without.
    const from = knownPosition();
    const body = { ...(doorToken ? { doorToken } : { storeId: store.id }), ...(from ? { position: from } : {}) };
    void ask((idempotencyKey) => api('POST /visits/openings', { body, idempotencyKey }));
  };

  const fit = Boolean(profile?.phoneVerified && profile.consentVersion === profile.currentNoticeVersion);
  useGoOn(store !== null && fit, tryDoor);
  useResetFor(store?.id ?? null, reset);
  const openedId = phase.kind === 'opened' ? phase.opening.id : null;
  useEffect(() => {
    if (openedId === null) return;
    const timer = setTimeout(() => {
      reset();
      open('visit');
    }, OPEN_MOMENT_MS);
    return () => clearTimeout(timer);
  }, [openedId, reset]);

  const onAct = async (act: RefusalAct) => {
    if (act === 'sign-in') return signInFirst();
    if (act === 'consent') return consentFirst();
    if (act === 'bind-phone') return bindFirst();
    if (act === 'go-visit') return open('visit');
    if (act === 'other-store') return onOtherStore();
    if (act === 'scan') return onScan();
    if (act === 'offline-code' || act === 'birth-date') return setSheet(act);
    if (act !== 'locate') return tryDoor();
    if (await askPosition()) tryDoor();
  };

  const busy = phase.kind === 'asking' || phase.kind === 'following' || phase.kind === 'opened';
  useEffect(() => onBusy(busy), [busy, onBusy]);

  const face = faceOf(phase, store);
  const utcOffset = store?.utcOffset ?? 0;
  return (
    <Box className="lk-hero">
      <DoorButton
        id="open-door"
        face={face}
        word={t(wordOf(phase, face, store))}
        sub={subOf(t, phase, store)}
        onTap={() => tryDoor()}
      />
      {phase.kind === 'following' || phase.kind === 'opened' ? (
        <OpeningTrack opening={phase.opening} utcOffset={utcOffset} />
      ) : null}
      {phase.kind === 'failed' ? (
        <>
          <Note tone="danger" icon="alert" alert>
            {t(entryFailure(phase.opening))}
          </Note>
          <OpeningTrack opening={phase.opening} utcOffset={utcOffset} />
        </>
      ) : null}
      {phase.kind === 'refused' ? <Refused error={phase.error} store={store} onAct={(act) => void onAct(act)} /> : null}
      {sheet === 'offline-code' && store ? (
        <OfflineCode
          door={doorToken ? { doorToken } : { storeId: store.id }}
          phone={store.phone}
          onClose={() => setSheet(null)}
        />
      ) : null}
      {sheet === 'birth-date' ? (
        <BirthDate
          onClose={() => setSheet(null)}
          onDone={() => {
            setSheet(null);
            tryDoor();
          }}
        />
      ) : null}
    </Box>
  );
}

function signInFirst(): void {
  wantDoor();
  open('sign-in');
}

function consentFirst(): void {
  wantDoor();
  open('account', { consent: '1' });
}

function bindFirst(): void {
  wantDoor();
  open('sign-in', { bind: '1' });
}

/** VIS-18: the door that was asked for opens by itself once the customer is signed in, agreed, and the number is bound. */
function useGoOn(ready: boolean, tryDoor: () => void): void {
  // Under the welcome page nobody would see it open, and the bolt would fall back before the customer is at the door.
  const [shown, setShown] = useState(true);
  useDidShow(() => setShown(true));
  useDidHide(() => setShown(false));
  // biome-ignore lint/correctness/useExhaustiveDependencies: it goes on when the standing changes, not when the closure does
  useEffect(() => {
    if (ready && shown && takeWantedDoor()) tryDoor();
  }, [ready, shown]);
}

function useResetFor(storeId: string | null, reset: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another store is another door
  useEffect(() => reset, [storeId, reset]);
}

function faceOf(phase: OpeningPhase, store: Store | null): DoorFace {
  if (phase.kind === 'asking') return 'asking';
  if (phase.kind === 'following') return 'sent';
  if (phase.kind === 'opened') return 'opened';
  if (phase.kind === 'failed' || phase.kind === 'refused') return 'refused';
  if (!store || store.availability === 'open') return 'idle';
  return store.availability === 'offline' ? 'offline' : 'shut';
}

function wordOf(phase: OpeningPhase, face: DoorFace, store: Store | null): MessageKey {
  if (phase.kind === 'following' && phase.opening.acknowledgedAt) return 'door.push';
  if (face === 'asking' || face === 'sent') return 'door.wait';
  if (face === 'opened') return 'door.opened';
  if (face === 'refused')
    return phase.kind === 'refused' && phase.error.code === 'unauthenticated' ? 'door.open' : 'door.again';
  if (!store) return 'door.scan';
  return store.availability === 'open' ? 'door.open' : `availability.${store.availability}`;
}

function subOf(t: Translate, phase: OpeningPhase, store: Store | null): string {
  if (phase.kind === 'asking') return t('door.asking');
  if (phase.kind === 'following') return t(phase.opening.acknowledgedAt ? 'door.acknowledged' : 'door.sent');
  if (phase.kind === 'opened') return t('door.comeIn');
  if (phase.kind === 'failed' && phase.opening.answeredLateAt) return t('door.acknowledged');
  if (phase.kind === 'refused' || phase.kind === 'failed') return t('door.notOpened');
  if (!store) return t('door.scanHint');
  return store.availability === 'open' ? t('door.tapHint') : t('door.hours', { hours: store.hoursToday });
}
