/** WeChat keeps and updates the mini-program itself. */
export function startPwa(): void {}

/** Asks to put the app on the home screen; null where there is nothing to ask. */
export function watchInstall(_onChange: (ask: (() => Promise<void>) | null) => void): () => void {
  return () => undefined;
}
