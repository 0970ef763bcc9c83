import { useSyncExternalStore } from 'react';
import { useUiText } from '../i18n/use-text.ts';
import './shell.css';

/** One line while the browser has no network; what is on screen stays. */
export function OfflineBar() {
  const text = useUiText();
  const online = useSyncExternalStore(watch, () => navigator.onLine);
  if (online) return null;
  return (
    <div className="lk-offline" role="alert">
      {text('shell.offline')}
    </div>
  );
}

function watch(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}
