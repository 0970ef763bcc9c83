import { useEffect, useRef, useState } from 'react';
import { useAppText } from '../texts.ts';
import { ring, unlockSound } from './ring.ts';

const KEY = 'latchkey.agent.sound';

export type Alarm = { sound: boolean; setSound: (on: boolean) => void };

/** Sound, title and app badge for untaken alerts. Sound needs one touch of the page first, as browsers demand. */
export function useAlarm(open: number): Alarm {
  const text = useAppText();
  const [sound, keepSound] = useState(() => localStorage.getItem(KEY) !== 'off');
  const before = useRef(open);
  const product = text('app.product');
  useEffect(() => {
    if (open > before.current && sound) ring();
    before.current = open;
    document.title = open > 0 ? `(${open}) ${product}` : product;
    if (open > 0) void navigator.setAppBadge?.(open).catch(() => undefined);
    else void navigator.clearAppBadge?.().catch(() => undefined);
  }, [open, sound, product]);
  useEffect(() => {
    addEventListener('pointerdown', unlockSound, { once: true });
    return () => removeEventListener('pointerdown', unlockSound);
  }, []);
  const setSound = (on: boolean) => {
    keepSound(on);
    localStorage.setItem(KEY, on ? 'on' : 'off');
    if (on) ring();
  };
  return { sound, setSound };
}
