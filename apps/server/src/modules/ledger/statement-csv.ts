import type { Locale } from '@latchkey/contract';
import { localParts } from '../../kernel/calendar.ts';
import type { StatementLine } from './statements.ts';

const columns = [
  'day',
  'time',
  'store',
  'order',
  'orders',
  'gross',
  'storeDiscount',
  'platformDiscount',
  'paid',
  'serviceFeeRate',
  'serviceFee',
  'channelFee',
  'platformChannelFee',
  'refunded',
  'refundedShare',
  'net',
] as const;
type Column = (typeof columns)[number];
export type StatementLabels = Record<Column, string>;

const labels = (...texts: string[]): StatementLabels =>
  Object.fromEntries(columns.map((column, index) => [column, texts[index] ?? column])) as StatementLabels;

/** The head line by language. */
export const statementLabels: Record<Locale, StatementLabels> = {
  'zh-CN': labels(
    ...['日期', '时间', '门店', '订单', '单数', '商品总额', '门店承担优惠', '平台承担优惠', '顾客实付', '服务费率'],
    ...['服务费', '门店承担渠道费', '平台承担渠道费', '退款', '门店承担退款', '门店所得'],
  ),
  en: labels(
    ...['Day', 'Time', 'Store', 'Order', 'Orders', 'Gross', 'Discounts borne by the store'],
    ...['Discounts borne by the platform', 'Paid', 'Service fee rate', 'Service fee', 'Channel fee of the store'],
    ...['Channel fee of the platform', 'Refunded', 'Store’s share of refunds', 'Net'],
  ),
  'zh-TW': labels(
    ...['日期', '時間', '門市', '訂單', '單數', '商品總額', '門市承擔優惠', '平台承擔優惠', '顧客實付', '服務費率'],
    ...['服務費', '門市承擔管道費', '平台承擔管道費', '退款', '門市承擔退款', '門市所得'],
  ),
};

/** Fen as yuan, exactly. */
export function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A field as RFC 4180 writes it; a leading sign that a spreadsheet would take for a formula is kept from it. */
function field(text: string): string {
  const safe = /^[=+@\t\r]/.test(text) || /^-[^\d]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function cells(line: StatementLine, zone: string): Record<Column, string> {
  const { order } = line;
  return {
    day: line.day,
    time: order === null ? '' : clock(localParts(new Date(order.at), zone).minutes),
    store: line.store.name,
    order: order?.number ?? '',
    orders: String(line.orders),
    gross: yuan(line.gross),
    storeDiscount: yuan(line.storeDiscount),
    platformDiscount: yuan(line.platformDiscount),
    paid: yuan(line.paid),
    serviceFeeRate: order === null ? '' : `${yuan(order.serviceFeeRate)}%`,
    serviceFee: yuan(line.serviceFee),
    channelFee: yuan(line.channelFee),
    platformChannelFee: yuan(line.platformChannelFee),
    refunded: yuan(line.refunded),
    refundedShare: yuan(line.refundedShare),
    net: yuan(line.net),
  };
}

/** CSV with a byte-order mark, which spreadsheets need to read Chinese. */
export function statementCsv(
  lines: readonly StatementLine[],
  head: StatementLabels,
  zoneOf: (storeId: string) => string,
): string {
  const rows = lines.map((line) => {
    const shown = cells(line, zoneOf(line.store.id));
    return columns.map((column) => field(shown[column]));
  });
  return `\uFEFF${[columns.map((column) => field(head[column])), ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`;
}
