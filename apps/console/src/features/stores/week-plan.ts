import type { WeekPlan } from './api.ts';

type Span = WeekPlan['weekdays'][number][number];

/** `08:00–12:00, 13:00–22:00`; empty for a closed day. */
export function spansText(spans: readonly Span[]): string {
  return spans.map((span) => `${span.from}–${span.to}`).join(', ');
}

const SPAN = /^(\d{1,2}):(\d{2})\s*[-–—~至]\s*(\d{1,2}):(\d{2})$/;

/** Reads what a person types for one day; null when a part is no span. Empty text is a closed day. */
export function parseSpans(text: string): Span[] | null {
  const parts = text
    .replaceAll('：', ':')
    .split(/[,，、;；\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const spans: Span[] = [];
  for (const part of parts) {
    const match = SPAN.exec(part);
    const from = match && localTime(match[1], match[2]);
    const to = match && localTime(match[3], match[4]);
    if (!from || !to || from === '24:00' || from === to) return null;
    spans.push({ from, to });
  }
  return spans;
}

function localTime(hours: string | undefined, minutes: string | undefined): string | null {
  const time = `${String(hours).padStart(2, '0')}:${minutes}`;
  return /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(time) ? time : null;
}

/** A plan as seven lines of text and back: what the form edits. */
export function planToTexts(plan: WeekPlan): string[] {
  return plan.weekdays.map(spansText);
}

/** A date's exception as the form holds it. */
export interface ExceptionDraft {
  date: string;
  closed: boolean;
  /** A line of spans; counts only when not closed. */
  spans: string;
  reason: string;
}

export function exceptionsToDrafts(exceptions: WeekPlan['exceptions']): ExceptionDraft[] {
  return exceptions.map(({ date, spans, reason = '' }) => ({
    date,
    closed: spans.length === 0,
    spans: spansText(spans),
    reason,
  }));
}

/** In order of dates. The form's rules have run: every line is spans. */
export function draftsToExceptions(drafts: readonly ExceptionDraft[]): WeekPlan['exceptions'] {
  const exceptions = drafts.map(({ date, closed, spans, reason }) => ({
    date,
    spans: closed ? [] : (parseSpans(spans ?? '') ?? []),
    ...(reason?.trim() ? { reason: reason.trim() } : {}),
  }));
  return exceptions.sort((a, b) => (a.date < b.date ? -1 : 1));
}

export function textsToPlan(texts: readonly string[], exceptions: WeekPlan['exceptions']): WeekPlan | null {
  const weekdays = texts.map(parseSpans);
  if (weekdays.length !== 7 || weekdays.some((spans) => spans === null)) return null;
  return { weekdays: weekdays as Span[][], exceptions };
}
