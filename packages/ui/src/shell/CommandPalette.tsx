import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Input, type InputRef, Modal } from 'antd';
import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { useUiText } from '../i18n/use-text.ts';
import type { MenuGroup } from './menu.ts';
import './shell.css';

export type Found = {
  key: string;
  label: ReactNode;
  note?: string;
  icon?: ReactNode;
  to: string;
  search?: Record<string, string>;
};
/** Looks things up on the server for the typed text; never called with an empty one. */
export type Finder = (typed: string) => Promise<Found[]>;

/** Opens on Ctrl K or ⌘K anywhere. */
export function usePaletteKey(open: () => void): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      open();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}

export function CommandPalette(props: {
  open: boolean;
  onClose: () => void;
  groups: readonly MenuGroup[];
  find: Finder;
}) {
  const input = useRef<InputRef>(null);
  return (
    <Modal
      open={props.open}
      onCancel={props.onClose}
      footer={null}
      closable={false}
      width={560}
      destroyOnHidden
      style={{ top: 72 }}
      styles={{ container: { padding: 8 } }}
      afterOpenChange={(open) => open && input.current?.focus()}
    >
      <PaletteBody {...props} input={input} />
    </Modal>
  );
}

function PaletteBody(props: {
  onClose: () => void;
  groups: readonly MenuGroup[];
  find: Finder;
  input: React.RefObject<InputRef | null>;
}) {
  const text = useUiText();
  const navigate = useNavigate();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const wanted = useDeferredValue(typed.trim());
  const found = useQuery({
    queryKey: ['palette', wanted],
    queryFn: () => props.find(wanted),
    enabled: wanted !== '',
    placeholderData: (previous) => previous,
  });
  const pages = pagesMatching(props.groups, wanted);
  const all = [...pages, ...(wanted === '' ? [] : (found.data ?? []))];
  const go = (item: Found | undefined) => {
    if (!item) return;
    props.onClose();
    void navigate({ to: item.to, search: (item.search ?? {}) as never });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setActive((index) => (all.length === 0 ? 0 : (index + step + all.length) % all.length));
    } else if (event.key === 'Enter') go(all[active]);
  };
  return (
    <div className="lk-palette">
      <Input
        ref={props.input}
        size="large"
        variant="borderless"
        role="combobox"
        aria-label={text('shell.search')}
        aria-expanded={all.length > 0}
        aria-controls={listId}
        aria-activedescendant={all[active] ? `${listId}-${active}` : undefined}
        placeholder={text('shell.searchHint')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label={text('shell.search')} className="lk-palette-list">
        {all.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the combobox above, which keeps the focus.
          <div
            key={item.key}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className="lk-palette-option"
            onMouseEnter={() => setActive(index)}
            onClick={() => go(item)}
          >
            <span aria-hidden="true">{item.icon}</span>
            <span className="lk-palette-label">{item.label}</span>
            {item.note && <span className="lk-faint">{item.note}</span>}
          </div>
        ))}
      </div>
      {all.length === 0 && !found.isFetching && (
        <p className="lk-palette-none lk-soft">{text('shell.searchNothing')}</p>
      )}
    </div>
  );
}

function pagesMatching(groups: readonly MenuGroup[], typed: string): Found[] {
  const wanted = typed.toLowerCase();
  return groups
    .flatMap((group) => group.items)
    .filter((item) => item.label.toLowerCase().includes(wanted))
    .slice(0, wanted === '' ? 20 : 5)
    .map((item) => ({ key: item.to, label: item.label, icon: item.icon, to: item.to }));
}
