import type { ReactNode } from 'react';
import { useUiText } from '../i18n/use-text.ts';
import { BrandMark } from './BrandMark.tsx';
import { MenuList } from './MenuList.tsx';
import type { MenuItem } from './menu.ts';
import { OfflineBar } from './OfflineBar.tsx';
import { useBreakpoint } from './use-breakpoint.ts';
import './shell.css';

/** Content first: a bottom bar within thumb reach on phones, a slim rail of icons where there is width. */
export function AgentShell(props: {
  items: readonly MenuItem[];
  title: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
}) {
  const text = useUiText();
  const phone = useBreakpoint() === 'phone';
  const groups = [{ key: 'main', items: props.items }];
  return (
    <div className={phone ? 'lk-agent' : 'lk-console lk-console-narrow'}>
      <a className="lk-skip" href="#content">
        {text('common.skipToContent')}
      </a>
      {!phone && (
        <div className="lk-rail">
          <div className="lk-brand">
            <BrandMark />
          </div>
          <MenuList groups={groups} label={text('shell.menu')} narrow />
        </div>
      )}
      <div className="lk-console-main">
        <header className="lk-topbar">
          {phone && <BrandMark size={28} />}
          <h1 className="lk-topbar-title">{props.title}</h1>
          <span className="lk-topbar-status" />
          {props.extra}
        </header>
        <OfflineBar />
        <main id="content" className="lk-content" tabIndex={-1}>
          {props.children}
        </main>
      </div>
      {phone && (
        <div className="lk-bottombar">
          <MenuList groups={groups} label={text('shell.menu')} />
        </div>
      )}
    </div>
  );
}
