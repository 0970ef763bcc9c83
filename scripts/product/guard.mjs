// @ts-check
// Loaded into every program that the supervisor starts: when the supervisor is killed, its channel closes,
// and the program ends itself the same way as for a wanted stop.
const GRACE_MS = 15_000;

process.on('disconnect', () => {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
// The listener alone must not keep a program alive whose work is done.
process.channel?.unref();
