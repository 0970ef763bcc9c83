import { MenuOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { useUiText } from '../i18n/use-text.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { BrandMark } from './BrandMark.tsx';
import { CommandPalette, type Finder, usePaletteKey } from './CommandPalette.tsx';
import { MenuList } from './MenuList.tsx';
import type { MenuGroup } from './menu.ts';
import { OfflineBar } from './OfflineBar.tsx';
import { LanguageSwitch, ThemeSwitch } from './Preferences.tsx';
import { useBreakpoint } from './use-breakpoint.ts';
import './shell.css';

/** Left rail (icons at middle widths, a drawer on phones), top bar with search, content. */
export function ConsoleShell(props: {
  product: string;
  groups: readonly MenuGroup[];
  find: Finder;
  status?: ReactNode;
  /** The app's own acts, before language and appearance. */
  tools?: ReactNode;
  children: ReactNode;
}) {
  const text = useUiText();
  const breakpoint = useBreakpoint();
  const [menuOpen, setMenuOpen] = useState(false);
  const [searching, setSearching] = useState(false);
  usePaletteKey(() => setSearching(true));
  const narrow = breakpoint === 'tablet';
  return (
    <div className={`lk-console${narrow ? ' lk-console-narrow' : ''}`}>
      <a className="lk-skip" href="#content">
        {text('common.skipToContent')}
      </a>
      {breakpoint !== 'phone' && (
        <aside className="lk-rail" aria-label={props.product}>
          <Brand product={props.product} narrow={narrow} />
          <MenuList groups={props.groups} label={text('shell.menu')} narrow={narrow} />
        </aside>
      )}
      <div className="lk-console-main">
        <header className="lk-topbar">
          {breakpoint === 'phone' && (
            <Button
              type="text"
              icon={<MenuOutlined />}
              aria-label={text('shell.openMenu')}
              onClick={() => setMenuOpen(true)}
            />
          )}
          <SearchButton onOpen={() => setSearching(true)} compact={breakpoint === 'phone'} />
          <span className="lk-topbar-status">{props.status}</span>
          {props.tools}
          <LanguageSwitch />
          <ThemeSwitch />
          <AccountMenu />
        </header>
        <OfflineBar />
        <main id="content" className="lk-content" tabIndex={-1}>
          {props.children}
        </main>
      </div>
      <Drawer
        open={menuOpen && breakpoint === 'phone'}
        onClose={() => setMenuOpen(false)}
        placement="left"
        size={288}
        className="lk-rail-drawer"
        title={<Brand product={props.product} />}
        closable={{ 'aria-label': text('shell.closeMenu') }}
        styles={{ body: { padding: 8 } }}
      >
        <MenuList groups={props.groups} label={text('shell.menu')} onPick={() => setMenuOpen(false)} />
      </Drawer>
      <CommandPalette open={searching} onClose={() => setSearching(false)} groups={props.groups} find={props.find} />
    </div>
  );
}

function Brand(props: { product: string; narrow?: boolean }) {
  return (
    <div className="lk-brand">
      <BrandMark size={32} />
      {!props.narrow && <span>{props.product}</span>}
    </div>
  );
}

function SearchButton(props: { onOpen: () => void; compact: boolean }) {
  const text = useUiText();
  if (props.compact) {
    return <Button type="text" icon={<SearchOutlined />} aria-label={text('shell.search')} onClick={props.onOpen} />;
  }
  return (
    <button type="button" className="lk-search-button" onClick={props.onOpen}>
      <SearchOutlined aria-hidden="true" />
      <span>{text('shell.search')}</span>
      <kbd>{navigator.platform.startsWith('Mac') ? '⌘K' : 'Ctrl K'}</kbd>
    </button>
  );
}
