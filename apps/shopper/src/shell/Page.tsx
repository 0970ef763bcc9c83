import { type ReactNode, useEffect } from 'react';
import { useT } from '../i18n';
import { Icon } from '../kit/Icon';
import { OfflineBar } from '../kit/OfflineBar';
import { Box, Tap } from '../kit/primitives';
import { ToastHost } from '../kit/Toast';
import { surface } from '../platform/surface';
import { back } from '../state/nav';
import { prefs } from '../state/prefs';
import { useStore } from '../state/store';
import { PrivacySheet } from './PrivacySheet';

export interface PageProps {
  title: string;
  /** No way back on the tabs' pages. */
  root?: boolean;
  /** In place of the title bar. */
  head?: ReactNode;
  /** At the right of the title. */
  tool?: ReactNode;
  footer?: ReactNode;
  tabs?: ReactNode;
  /** When the shown data was read; the bar says how old it is once the line is lost. */
  dataAt?: number;
  /** The full-screen moments: a dark wall up to the edges, from the top bar down. */
  night?: boolean;
  children: ReactNode;
}

export function Page({ title, root, head, tool, footer, tabs, dataAt, night, children }: PageProps) {
  const t = useT();
  const { theme, locale } = useStore(prefs);
  const className = `lk lk--${theme}`;
  useEffect(() => {
    const dark = theme === 'dark' || (theme === 'auto' && surface.prefersDark());
    surface.dress({ className, title: `${title} · ${t('app.name')}`, locale, dark });
  }, [className, theme, title, locale, t]);
  return (
    <Box className={`${className} lk-page`}>
      {head ?? (
        <Box
          as="header"
          className={night ? 'lk-nav lk-nav--night' : 'lk-nav'}
          style={{ paddingTop: `${surface.topInset + 4}px`, paddingRight: `${surface.sideInset + 8}px` }}
        >
          {root ? null : (
            <Tap id="back" className="lk-nav__back" label={t('nav.back')} onTap={back}>
              <Icon name="back" />
            </Tap>
          )}
          <Box as="h1" className="lk-nav__title lk-cut">
            {title}
          </Box>
          {tool}
        </Box>
      )}
      <OfflineBar {...(dataAt === undefined ? {} : { dataAt })} />
      <Box as="main" className={night ? 'lk-page__main lk-page__main--night' : 'lk-page__main'}>
        {children}
      </Box>
      {footer ? (
        <Box as="footer" className="lk-page__footer">
          {footer}
        </Box>
      ) : null}
      {tabs}
      <ToastHost />
      <PrivacySheet />
    </Box>
  );
}
