import { createStore, useStore } from '../state/store';
import { Icon } from './Icon';
import type { IconName } from './icons';
import { Box } from './primitives';

interface ToastState {
  text: string;
  icon: IconName;
  serial: number;
}

const toasts = createStore<ToastState>({ text: '', icon: 'info', serial: 0 });
const SHOWN_MS = 3200;

/** Says one short thing and goes away by itself; never the only place where an error is told. */
export function toast(text: string, icon: IconName = 'info'): void {
  const serial = toasts.get().serial + 1;
  toasts.set({ text, icon, serial });
  setTimeout(() => {
    if (toasts.get().serial === serial) toasts.patch({ text: '' });
  }, SHOWN_MS);
}

export function ToastHost() {
  const { text, icon } = useStore(toasts);
  return (
    <Box role="status" live="polite">
      {text === '' ? null : (
        <Box className="lk-toast">
          <Icon name={icon} size={18} />
          <Box>{text}</Box>
        </Box>
      )}
    </Box>
  );
}
