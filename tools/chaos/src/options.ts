import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

/** What may be killed while shoppers shop. */
export const victims = ['server', 'postgres', 'broker', 'paylab'] as const;
export type Victim = (typeof victims)[number];

export interface ChaosOptions {
  orders: number;
  /** Server processes over one database and one broker. */
  servers: number;
  kill: readonly Victim[];
  /** Shoppers at once. */
  atOnce: number;
  seed: number;
  /** Whether paylab loses, delays, forges and so on. */
  faults: boolean;
  /** Seconds of peace between the end of one blow and the next, at least and at most. */
  pauseS: readonly [number, number];
  /** Seconds that a customer bears a whole visit, and twice what one act is tried again for. */
  patienceS: number;
  /** After so many minutes nobody comes any more, however few have shopped. */
  minutes: number;
  /** Seconds in which everything must have settled after the last order. */
  settleS: number;
  /** Keeps the data folder with the logs. */
  keep: boolean;
}

const usage = `npm run chaos -- [options]: complete orders through a product whose parts are killed

  --orders <number>      orders that shoppers pay (10000)
  --kill <list>          server, postgres, broker, paylab, none; several with commas (server)
  --servers <number>     server processes on one database and one broker (1)
  --at-once <number>     shoppers at once (24)
  --seed <number>        repeats the choices of another run
  --no-faults            paylab behaves
  --pause <low>-<high>   seconds between blows (6-15)
  --patience <seconds>   how long a customer bears a visit; more on a machine that is busy otherwise (300)
  --minutes <number>     nobody comes after so many minutes, however few have shopped (no end)
  --settle <seconds>     how long the end may take (180)
  --keep                 leaves the data folder with all logs
`;

function count(name: string, text: string, lowest: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < lowest)
    throw new Error(`--${name}=${text}: a whole number from ${lowest} on`);
  return value;
}

function victimsOf(text: string): Victim[] {
  const named = text.split(',').filter((name) => name !== '' && name !== 'none');
  const unknown = named.filter((name) => !victims.some((victim) => victim === name));
  if (unknown.length > 0) throw new Error(`--kill: ${unknown.join(', ')} is none of ${victims.join(', ')}`);
  return victims.filter((victim) => named.includes(victim));
}

/** Reads the command line; null after the usage was printed. */
export function readOptions(args: readonly string[]): ChaosOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      orders: { type: 'string', default: '10000' },
      kill: { type: 'string', default: 'server' },
      servers: { type: 'string', default: '1' },
      'at-once': { type: 'string', default: '24' },
      seed: { type: 'string' },
      'no-faults': { type: 'boolean', default: false },
      pause: { type: 'string', default: '6-15' },
      minutes: { type: 'string' },
      patience: { type: 'string', default: '300' },
      settle: { type: 'string', default: '180' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return null;
  }
  const [low = 6, high = 15] = values.pause.split('-').map(Number);
  if (!(low >= 0 && high >= low)) throw new Error(`--pause=${values.pause}: two numbers as in 6-15`);
  return {
    orders: count('orders', values.orders, 1),
    servers: count('servers', values.servers, 1),
    kill: victimsOf(values.kill),
    atOnce: count('at-once', values['at-once'], 1),
    seed: values.seed === undefined ? randomInt(2 ** 31) : count('seed', values.seed, 0),
    faults: !values['no-faults'],
    pauseS: [low, high],
    minutes: values.minutes === undefined ? Number.POSITIVE_INFINITY : count('minutes', values.minutes, 1),
    patienceS: count('patience', values.patience, 1),
    settleS: count('settle', values.settle, 1),
    keep: values.keep,
  };
}
