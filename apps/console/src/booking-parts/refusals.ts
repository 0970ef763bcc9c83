import { timeText, useLanguage } from '@latchkey/ui';
import { useAppText } from '../texts.ts';

interface Refusal {
  message: string;
  alternatives: readonly { roomName: string; from: string }[];
}

/** Why a range of a room cannot be had, with what is free instead. */
export function useRefusalText(): (refusal: Refusal, zone: string) => string {
  const text = useAppText();
  const { language } = useLanguage();
  return ({ message, alternatives }, zone) => {
    if (alternatives.length === 0) return message;
    const list = alternatives
      .slice(0, 3)
      .map((one) => `${one.roomName} ${timeText(one.from, 'minute', language, zone)}`)
      .join('、');
    return `${message} ${text('bookingParts.freeInstead', { list })}`;
  };
}
