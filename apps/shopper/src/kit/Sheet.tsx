import { type ReactNode, useEffect } from 'react';
import { useT } from '../i18n';
import { holdFocus } from '../platform/focus';
import { Icon } from './Icon';
import { Box, Tap } from './primitives';

export interface SheetProps {
  id: string;
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A panel from below, over a shade. Escape or a tap beside it closes; the focus stays inside and goes back afterwards. */
export function Sheet({ id, title, onClose, children }: SheetProps) {
  const t = useT();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus is held once, for as long as the sheet is open
  useEffect(() => holdFocus(id, onClose), [id]);
  return (
    <Box className="lk-sheet">
      <Tap className="lk-sheet__shade" label={t('common.close')} onTap={onClose} />
      <Box id={id} className="lk-sheet__panel" role="dialog" modal labelledBy={`${id}-title`} tabIndex={-1}>
        <Box className="lk-sheet__head">
          <Box as="h2" id={`${id}-title`} className="lk-h2">
            {title}
          </Box>
          <Tap id={`${id}-shut`} label={t('common.close')} onTap={onClose} className="lk-nav__back">
            <Icon name="close" />
          </Tap>
        </Box>
        <Box className="lk-sheet__body">{children}</Box>
      </Box>
    </Box>
  );
}
