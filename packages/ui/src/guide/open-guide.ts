let open = false;
const watchers = new Set<() => void>();

function set(next: boolean): void {
  open = next;
  for (const watcher of watchers) watcher();
}

/** Shows the app's guide again, whoever has seen it. */
export const openGuide = () => set(true);
export const closeGuide = () => set(false);
export const isGuideOpen = (): boolean => open;

export function watchGuide(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
