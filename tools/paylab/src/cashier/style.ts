/** The cashier's whole style sheet; light and dark by the device's wish, 390 px first. */
export const style = `
:root { color-scheme: light dark; --page: #faf8f4; --card: #ffffff; --text: #1b1f1d; --soft: #5d6662; --line: #e7e3da;
  --brand: #0e5a4a; --on-brand: #ffffff; --warn: #d9412b; --warn-text: #b52f1c; --lamp: #f5a524; --on-lamp: #1b1f1d; }
@media (prefers-color-scheme: dark) { :root { --page: #0f1513; --card: #18201d; --text: #f0f2ee; --soft: #a3aea9;
  --line: #2a342f; --brand: #3fbf9b; --on-brand: #0f1513; --warn: #d9412b; --warn-text: #ff9a88; } }
* { box-sizing: border-box; margin: 0; }
body { min-height: 100dvh; display: flex; flex-direction: column; background: var(--page); color: var(--text);
  font: 16px/1.5 'PingFang SC', 'HarmonyOS Sans SC', MiSans, 'Noto Sans CJK SC', 'Microsoft YaHei', system-ui, sans-serif;
  -webkit-text-size-adjust: 100%; }
.ribbon { padding: 8px 16px; text-align: center; font-size: 14px; font-weight: 600; color: var(--on-lamp);
  background: repeating-linear-gradient(135deg, var(--lamp) 0 12px, #f8b850 12px 24px); }
main { flex: 1; width: 100%; max-width: 480px; margin: 0 auto; padding: 24px 16px calc(24px + env(safe-area-inset-bottom));
  display: flex; flex-direction: column; gap: 16px; }
.amount { padding: 24px 0 16px; text-align: center; }
.amount p:not(.money) { color: var(--soft); font-size: 14px; }
.amount h1 { font-size: 16px; font-weight: 600; overflow-wrap: anywhere; }
.money { margin-top: 8px; font-variant-numeric: tabular-nums; font-weight: 600; line-height: 1.1; }
.money span { font-size: 20px; } .money b { font-size: 40px; font-weight: 600; }
.card { background: var(--card); border-radius: 12px; box-shadow: 0 1px 3px rgb(15 21 19 / 0.08); padding: 4px 16px; }
dl { display: grid; }
dl div { display: flex; justify-content: space-between; gap: 24px; padding: 12px 0; border-top: 1px solid var(--line); }
dl div:first-child { border-top: 0; }
dt { color: var(--soft); flex: none; } dd { text-align: right; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
form { margin-top: auto; display: grid; gap: 12px; padding-top: 8px; }
button, .button { display: block; width: 100%; min-height: 52px; padding: 12px 16px; border-radius: 8px; border: 1px solid transparent;
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; background: transparent; color: var(--text);
  transition: opacity 160ms ease-out; }
button:active, .button:active { opacity: 0.8; }
:focus-visible { outline: 3px solid var(--lamp); outline-offset: 2px; }
.primary { background: var(--brand); color: var(--on-brand); }
.plain { border-color: var(--line); background: var(--card); }
.quiet { color: var(--warn-text); font-weight: 500; }
.result { flex: 1; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 12px; text-align: center; }
.result svg { width: 72px; height: 72px; }
.result h1 { font-size: 28px; line-height: 1.3; } .result p { color: var(--soft); max-width: 32ch; overflow-wrap: anywhere; }
.good { color: var(--brand); } .bad { color: var(--warn-text); } .calm { color: var(--soft); }
.actions { display: grid; gap: 12px; }
@media (min-width: 768px) { main { justify-content: center; padding-block: 48px; } form { margin-top: 0; } .result { flex: none; } }
@media (prefers-reduced-motion: reduce) { * { transition: none; } }
`;
