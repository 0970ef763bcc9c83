import type { ReactNode } from 'react';
import { useT } from '../i18n';
import { Icon } from '../kit/Icon';
import { Box } from '../kit/primitives';

/** The full-screen moment: the lit doorway, and one thing to do. */
export function DoorMoment({
  open,
  title,
  text,
  children,
}: {
  open: boolean;
  title: string;
  text: string;
  children?: ReactNode;
}) {
  const t = useT();
  return (
    <Box className={open ? 'lk-moment lk-moment--open' : 'lk-moment'} role="status" live="assertive">
      <Box className="lk-moment__door" role="img" label={t(open ? 'moment.doorOpen' : 'moment.doorShut')}>
        <Box className="lk-moment__light" />
        <Box className="lk-moment__leaf" />
      </Box>
      <Box className="lk-moment__badge" hidden>
        <Icon name="check" size={28} />
      </Box>
      <Box as="h2" className="lk-moment__title">
        {title}
      </Box>
      <Box className="lk-moment__text">{text}</Box>
      {children}
    </Box>
  );
}
