import { priceText, useLanguage } from '@latchkey/ui';
import { useAppText } from '../../texts.ts';
import type { Finding, Promotion, Rule, Scope, StoreTariff, Terms } from './api.ts';

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
export const spanText = (from: number, to: number): string => `${clock(from)}–${clock(to)}`;

/** Monday to Sunday in the person's language. */
export function useWeekdays(): string[] {
  const { language } = useLanguage();
  const format = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  // 5 January 1970 was a Monday.
  return [0, 1, 2, 3, 4, 5, 6].map((day) => format.format(new Date(Date.UTC(1970, 0, 5 + day))));
}

/** What a rule costs, in one line. */
export function usePriceText(): (rule: Rule) => string {
  const text = useAppText();
  return ({ price }) => {
    if (price.mode === 'hourly' || price.mode === 'segmented')
      return text('tariffs.rules.perUnit', { price: priceText(price.unitPrice), n: price.unitMinutes });
    if (price.mode === 'day_part') return text('tariffs.rules.flat', { price: priceText(price.price) });
    const extra = price.extraUnitPrice === null ? '' : priceText(price.extraUnitPrice);
    const values = { price: priceText(price.price), n: price.minutes, extra, m: price.extraUnitMinutes };
    if (price.mode === 'session') return text('tariffs.rules.session', values);
    const longer = price.extraUnitPrice === null ? '' : text('tariffs.rules.packageExtra', values);
    return text('tariffs.rules.package', values) + longer;
  };
}

type Place = Pick<Scope, 'roomIds' | 'roomKindIds'>;
/** For which rooms something is. */
export function usePlaceText(tariff: StoreTariff): (place: Place) => string {
  const text = useAppText();
  return ({ roomIds, roomKindIds }) => {
    if (roomIds.length > 0)
      return roomIds.map((id) => tariff.rooms.find((room) => room.id === id)?.name ?? '—').join(text('tariffs.comma'));
    if (roomKindIds.length > 0)
      return roomKindIds.map((kind) => text(`tariffs.kinds.${kind}`)).join(text('tariffs.comma'));
    return text('tariffs.store');
  };
}

/** When and for whom a rule applies, in one line. */
export function useScopeText(tariff: StoreTariff): (scope: Scope) => string {
  const text = useAppText();
  const weekdays = useWeekdays();
  const placeText = usePlaceText(tariff);
  return (scope) => {
    const dates = scope.dateFrom || scope.dateTo ? `${scope.dateFrom ?? ''}–${scope.dateTo ?? ''}` : '';
    const parts = [
      dates,
      scope.weekdays.map((day) => weekdays[day]).join(' '),
      scope.dayTypes.map((type) => text(`tariffs.dayTypes.${type}`)).join(' '),
      scope.fromMinute === 0 && scope.toMinute === 1440 ? '' : spanText(scope.fromMinute, scope.toMinute),
      scope.memberLevels.join(' '),
    ].filter((part) => part !== '');
    const when = parts.length > 0 ? parts.join(' · ') : text('tariffs.rules.always');
    return `${placeText(scope)} · ${when}`;
  };
}

export function useTermsText(): (terms: Terms) => string {
  const text = useAppText();
  return ({ minimumCharge, dayCap, extraPeople, overtime, payAsYouGo }) => {
    const parts: string[] = [];
    if (minimumCharge !== null) parts.push(text('tariffs.terms.minimumText', { price: priceText(minimumCharge) }));
    if (dayCap !== null) parts.push(text('tariffs.terms.capText', { price: priceText(dayCap) }));
    if (extraPeople)
      parts.push(text('tariffs.terms.peopleText', { n: extraPeople.included, price: priceText(extraPeople.price) }));
    if (overtime) {
      const { unitPrice, unitMinutes, graceMinutes, rateBasisPoints } = overtime;
      const values = { price: priceText(unitPrice ?? 0), n: unitMinutes, grace: graceMinutes };
      const rate = { rate: rateBasisPoints / 100, grace: graceMinutes };
      parts.push(
        unitPrice === null ? text('tariffs.terms.overtimeRateText', rate) : text('tariffs.terms.overtimeText', values),
      );
    }
    if (payAsYouGo) parts.push(text('tariffs.terms.goText', { price: priceText(payAsYouGo.deposit) }));
    return parts.join(' · ') || '—';
  };
}

export function usePromotionText(): (promotion: Promotion) => string {
  const text = useAppText();
  return ({ kind, leadMinutes, threshold, off }) => {
    const parts: string[] = [];
    const lead = { n: Math.round(leadMinutes / 6) / 10 };
    if (kind === 'early_bird') parts.push(text('tariffs.promotions.leadEarly', lead));
    if (kind === 'last_minute') parts.push(text('tariffs.promotions.leadLate', lead));
    if (threshold > 0) parts.push(text('tariffs.promotions.above', { price: priceText(threshold) }));
    parts.push(
      off.kind === 'amount'
        ? text('tariffs.promotions.amountText', { price: priceText(off.amount) })
        : text('tariffs.promotions.percentText', { n: off.basisPoints / 100 }),
    );
    return parts.join(' · ');
  };
}

/** A finding in words. */
export function useFindingText(
  tariff: StoreTariff,
  rules: readonly Rule[],
): (finding: Finding) => { key: string; line: string } {
  const text = useAppText();
  const weekdays = useWeekdays();
  const timeText = (time: Extract<Finding, { kind: 'tie' }>['time']) => {
    const day = time.date ?? weekdays[time.weekday] ?? '';
    const values = { day, type: text(`tariffs.dayTypes.${time.dayType}`), span: spanText(time.from, time.to) };
    return text('tariffs.findings.time', values);
  };
  const label = (id: string) => rules.find((rule) => rule.id === id)?.label ?? id;
  return (finding) => {
    if (finding.kind === 'hole') {
      const room = tariff.rooms.find(({ id }) => id === finding.roomId)?.name ?? text('tariffs.store');
      const [first, ...more] = finding.times;
      const values = { room, time: first ? timeText(first) : '', mode: text(`tariffs.modes.${finding.mode}`) };
      const rest = more.length > 0 ? ` · ${text('tariffs.findings.more', { n: more.length })}` : '';
      return { key: `hole ${finding.roomId}`, line: text('tariffs.findings.hole', values) + rest };
    }
    if (finding.kind === 'tie') {
      const [a, b] = finding.ruleIds;
      const values = { a: label(a), b: label(b), time: timeText(finding.time) };
      return { key: `tie ${a} ${b}`, line: text('tariffs.findings.tie', values) };
    }
    return { key: `${finding.kind} ${JSON.stringify(finding)}`, line: text(`tariffs.findings.${finding.kind}`) };
  };
}
