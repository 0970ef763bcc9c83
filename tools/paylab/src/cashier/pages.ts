import type { Order } from '../books/books.ts';
import { style } from './style.ts';
import type { Language, Texts } from './texts.ts';

export interface PageContext {
  language: Language;
  texts: Texts;
  merchantName: string;
  /** Where the shop wants the customer back; already checked. */
  returnUrl: string | null;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

function page(context: PageContext, title: string, content: string): string {
  return `<!doctype html>
<html lang="${context.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · ${escapeHtml(context.texts.title)}</title>
<style>${style}</style>
</head>
<body>
<div class="ribbon" role="note">${escapeHtml(context.texts.ribbon)}</div>
<main>${content}</main>
</body>
</html>`;
}

/** Small ¥, large integer, smaller decimals. */
function money(fen: number): string {
  const yuan = Math.floor(fen / 100).toLocaleString('en-US');
  const rest = String(fen % 100).padStart(2, '0');
  return `<p class="money"><span>¥</span><b>${yuan}</b><span>.${rest}</span></p>`;
}

/** The page where a person pays, cancels or lets it fail. The form posts back to its own address. */
export function payPage(context: PageContext, order: Order): string {
  const { texts } = context;
  const row = (name: string, value: string) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`;
  const content = `
<section class="amount"><p>${escapeHtml(texts.payTo)}</p><h1>${escapeHtml(context.merchantName)}</h1>${money(order.total)}</section>
<dl class="card">${row(texts.goods, order.description)}${row(texts.order, order.outTradeNo)}${row(texts.method, texts.wallet)}</dl>
<form method="post">
<button class="primary" name="act" value="pay">${escapeHtml(texts.pay)}</button>
<button class="plain" name="act" value="cancel">${escapeHtml(texts.cancel)}</button>
<button class="quiet" name="act" value="fail">${escapeHtml(texts.fail)}</button>
</form>`;
  return page(context, texts.pay, content);
}

const ICONS = {
  good: '<path d="M14 25l7 7 14-15"/>',
  bad: '<path d="M24 13v14m0 7v.5"/>',
  calm: '<path d="M15 24h18"/>',
} as const;

export interface ResultContent {
  mood: keyof typeof ICONS;
  title: string;
  note: string;
  /** Shows a way to the payment page again. */
  againUrl?: string;
}

export function resultPage(context: PageContext, result: ResultContent): string {
  const { texts, returnUrl } = context;
  const link = (url: string, text: string, kind: string) =>
    `<a class="button ${kind}" href="${escapeHtml(url)}">${escapeHtml(text)}</a>`;
  const links = [
    returnUrl === null ? '' : link(returnUrl, texts.back, 'primary'),
    result.againUrl === undefined ? '' : link(result.againUrl, texts.again, 'plain'),
  ];
  const icon = `<svg viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round"
stroke-linejoin="round" aria-hidden="true"><circle cx="24" cy="24" r="21"/>${ICONS[result.mood]}</svg>`;
  const content = `
<section class="result" role="status"><span class="${result.mood}">${icon}</span>
<h1>${escapeHtml(result.title)}</h1><p>${escapeHtml(result.note)}</p></section>
<div class="actions">${links.join('')}</div>`;
  return page(context, result.title, content);
}
