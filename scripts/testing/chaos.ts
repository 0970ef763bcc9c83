// A small run of tools/chaos, told as tests: what it found wrong fails the test whose promise was broken.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runFile } from './run.ts';
import { RESULTS, type Summary, type TestResult } from './summary.ts';

const report = z.object({
  offenders: z.array(z.object({ kind: z.string(), count: z.int().optional(), first: z.array(z.string()) })),
});

/** Two servers, every fault of the payment channel, and one of the servers killed again and again. */
const ARGUMENTS = ['--orders', '300', '--servers', '2', '--kill', 'server', '--pause', '8-14', '--at-once', '36'];

/** Kinds of offences by the promise that they break; what is not named here breaks the last one. */
const promises: readonly { title: string; kinds: readonly string[] }[] = [
  {
    title:
      '[PAY-4] our books and the channel’s agree to the fen after lost, late, doubled, reordered and forged callbacks and killed servers',
    kinds: [
      'money_lost',
      'money_invented',
      'amount_differs',
      'transaction_differs',
      'refund_differs',
      'ledger_differs_from_channel',
      'channel_forgot',
    ],
  },
  { title: '[PAY-4] [ORD-5] every paid order is paid once', kinds: ['not_paid_once', 'two_orders_of_one_cart'] },
  {
    title: '[LED-1] every sale is posted once and every journal sums to zero, whatever was killed',
    kinds: ['sale_not_posted_once', 'journal_unbalanced', 'ledger'],
  },
  {
    title: '[INV-1] stock equals its movements and what was sold, whatever was killed',
    kinds: ['stock', 'goods_differ', 'stock_is_not_its_movements'],
  },
  { title: '[IDN-13] the audit chain verifies, whatever was killed', kinds: ['audit'] },
  {
    title: '[VIS-7] no door opened for unpaid goods, without a reason, or twice for one command',
    kinds: ['door_for_unpaid', 'door_for_unpaid_goods', 'door_without_reason', 'door_moved_twice'],
  },
  {
    title: '[PLT-9] nothing that one of two servers acknowledged is missing when it was killed',
    kinds: ['acknowledged_lost', 'acknowledged_differs', 'orders_missing', 'visit_without_its_order', 'no_news'],
  },
  { title: '[PAY-4] [PLT-9] every order settles and every customer gets out', kinds: [] },
];

function readReport(output: string): z.output<typeof report> | null {
  try {
    return report.parse(JSON.parse(output.trimEnd().split('\n').at(-1) ?? ''));
  } catch {
    return null;
  }
}

export async function runChaos(summary: Summary): Promise<void> {
  mkdirSync(RESULTS, { recursive: true });
  const ended = await runFile('tools/chaos/src/main.ts', ARGUMENTS);
  writeFileSync(join(RESULTS, 'chaos.log'), ended.output);
  const found = readReport(ended.output);
  const named = new Set(promises.flatMap(({ kinds }) => kinds));
  const results: TestResult[] = promises.map(({ title, kinds }) => {
    const mine = found?.offenders.filter(({ kind }) => (kinds.length > 0 ? kinds.includes(kind) : !named.has(kind)));
    return {
      titles: [title],
      file: 'tools/chaos/src/main.ts',
      passed: mine?.length === 0,
      message: mine?.map(({ kind, count, first }) => `${kind} (${count ?? 1}): ${first.join('; ')}`).join('\n') ?? '',
    };
  });
  const trouble = ended.code === 0 ? null : ended.output.split('\n').slice(-40).join('\n');
  summary.suite('chaos', results, trouble, ended.seconds);
}
