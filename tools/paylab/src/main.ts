import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPaylab } from './index.ts';
import { signingModeSchema } from './keys/identity.ts';

const usage = `paylab: a payment channel emulator that speaks WeChat Pay v3

  --data <folder>            keys, books and credentials.json (default .latchkey/paylab)
  --host <address>           default 127.0.0.1
  --port <number>            default 0, a free port
  --public-url <url>         how browsers reach it, when not by host and port
  --return-origin <origin>   where the cashier may lead back to; may be repeated
  --mode <mode>              certificate | public-key | mixed, at the first start (default certificate)
  --merchant-name <text>     shown at the cashier
  --speed <number>           divides the waits between callback tries (default 1)
  --refund-delay <ms>        from acceptance of a refund to its success (default 1000)
  --seed <number>            seed of the fault draws (default 1)
`;

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '.latchkey/paylab' },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '0' },
    'public-url': { type: 'string' },
    'return-origin': { type: 'string', multiple: true, default: [] },
    mode: { type: 'string', default: 'certificate' },
    'merchant-name': { type: 'string' },
    speed: { type: 'string', default: '1' },
    'refund-delay': { type: 'string' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(usage);
} else {
  const paylab = await startPaylab({
    dataDirectory: values.data,
    host: values.host,
    port: Number(values.port),
    returnOrigins: values['return-origin'],
    mode: signingModeSchema.parse(values.mode),
    speed: Number(values.speed),
    seed: Number(values.seed),
    ...(values['public-url'] === undefined ? {} : { publicUrl: values['public-url'] }),
    ...(values['merchant-name'] === undefined ? {} : { merchantName: values['merchant-name'] }),
    ...(values['refund-delay'] === undefined ? {} : { refundDelayMs: Number(values['refund-delay']) }),
  });
  const credentials = join(values.data, 'credentials.json');
  process.stdout.write(`Paylab is ready: ${paylab.url} (credentials: ${credentials})\n`);
  const stop = () => {
    paylab.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
