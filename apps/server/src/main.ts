import { readConfig } from './kernel/config.ts';
import { migrate } from './kernel/migrate.ts';
import { startServer } from './server.ts';

/** One server process: migrates, serves, and ends cleanly on SIGTERM, SIGINT or when its parent goes. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  await migrate(config.databaseUrl);
  const server = await startServer(config);
  process.stdout.write(`${JSON.stringify({ ready: true, port: server.port, pid: process.pid })}\n`);
  process.send?.({ ready: true, port: server.port });
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await server.stop();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  process.on('SIGHUP', () => server.renewCertificate());
  process.once('disconnect', () => void stop());
}

await main();
