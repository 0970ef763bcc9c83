import { useWord } from '@latchkey/ui';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { type DeskAlert, isMarkedEntry, isUrgent, ringOf } from '../live/calls.ts';
import { useAppText } from '../texts.ts';
import { askToNotify, notify } from './notify.ts';
import { ring, soundState, unlockSound } from './ring.ts';

const KEY = 'latchkey.agent.sound';
/** Who waits or is in danger rings again until somebody takes the call. */
const AGAIN_MS = 15_000;

export type Alarm = {
  sound: boolean;
  /** Wished for, but the browser has not been touched yet. */
  silent: boolean;
  setSound: (on: boolean) => void;
};

/** Sound, title, app badge and, in the background, a notification for calls that nobody has taken. */
export function useAlarm(calls: readonly DeskAlert[]): Alarm {
  const text = useAppText();
  const [sound, keepSound] = useState(() => localStorage.getItem(KEY) !== 'off');
  const audible = useSyncExternalStore(soundState.watch, soundState.read);
  useRinging(calls, sound);
  const product = text('app.product');
  const open = calls.length;
  useEffect(() => {
    document.title = open > 0 ? `(${open}) ${product}` : product;
    if (open > 0) void navigator.setAppBadge?.(open).catch(() => undefined);
    else void navigator.clearAppBadge?.().catch(() => undefined);
  }, [open, product]);
  useEffect(() => {
    addEventListener('pointerdown', unlockSound, { once: true });
    return () => removeEventListener('pointerdown', unlockSound);
  }, []);
  const setSound = (on: boolean) => {
    keepSound(on);
    localStorage.setItem(KEY, on ? 'on' : 'off');
    if (!on) return;
    unlockSound();
    ring();
    void askToNotify();
  };
  return { sound, silent: sound && !audible, setSound };
}

function useRinging(calls: readonly DeskAlert[], sound: boolean): void {
  const word = useWord();
  const text = useAppText();
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    const fresh = known.current ? calls.filter((alert) => !known.current?.has(ringOf(alert))) : [];
    known.current = new Set(calls.map(ringOf));
    if (fresh.length === 0) return;
    if (sound) ring(fresh.some((alert) => isUrgent(alert) || alert.escalation !== null));
    for (const alert of fresh) {
      const what = isMarkedEntry(alert) ? word('code', alert.detail ?? '') : word('alert', alert.kind);
      notify({
        id: ringOf(alert),
        title: `${what} · ${alert.storeName}`,
        body: alert.memberName ?? text('alerts.notifyHelp'),
        to: alert.visitId ? `?visit=${alert.visitId}` : `?store=${alert.storeId}`,
      });
    }
  }, [calls, sound, word, text]);
  const urgent = sound && calls.some(isUrgent);
  useEffect(() => {
    if (!urgent) return;
    const timer = setInterval(() => ring(true), AGAIN_MS);
    return () => clearInterval(timer);
  }, [urgent]);
}
