const FOCUSABLE = 'button:not([disabled]), input:not([disabled]), a[href], [tabindex="0"]';

/** Keeps the keyboard inside a dialog while it is open, closes it on Escape, and gives the focus back at the end. */
export function holdFocus(id: string, onEscape: () => void): () => void {
  const before = document.activeElement;
  const dialog = document.getElementById(id);
  dialog?.focus();
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return onEscape();
    if (event.key !== 'Tab' || !dialog) return;
    const inside = [...dialog.querySelectorAll<HTMLElement>(FOCUSABLE)];
    const first = inside[0];
    const last = inside[inside.length - 1];
    if (!first || !last) return;
    const at = document.activeElement;
    if (event.shiftKey && (at === first || at === dialog)) {
      event.preventDefault();
      last.focus();
    } else if (!event.shiftKey && at === last) {
      event.preventDefault();
      first.focus();
    }
  };
  document.addEventListener('keydown', onKey);
  return () => {
    document.removeEventListener('keydown', onKey);
    if (before instanceof HTMLElement) before.focus();
  };
}
