import type { ReactNode } from 'react';
import type { ApiError } from '../api';
import { useT } from '../i18n';
import { open } from '../state/nav';
import { Button } from './Button';
import { Icon } from './Icon';
import type { IconName } from './icons';
import { Box } from './primitives';
import { referenceOf } from './Trouble';

/** Nothing here yet: says so and teaches the next step. */
export function EmptyState({
  icon,
  title,
  text,
  children,
}: {
  icon: IconName;
  title: string;
  text: string;
  children?: ReactNode;
}) {
  return (
    <Box className="lk-blank">
      <Box className="lk-blank__icon">
        <Icon name={icon} size={32} />
      </Box>
      <Box as="h2" className="lk-h2">
        {title}
      </Box>
      <Box className="lk-soft">{text}</Box>
      {children ? <Box className="lk-blank__acts">{children}</Box> : null}
    </Box>
  );
}

/** What happened, what is safe, what to do, and a reference that support can search. */
export function ErrorState({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  const t = useT();
  const offline = error.code === 'offline';
  const reference = referenceOf(error);
  return (
    <Box className="lk-blank" role="alert">
      <Box className="lk-blank__icon lk-blank__icon--bad">
        <Icon name={offline ? 'offline' : 'alert'} size={32} />
      </Box>
      <Box as="h2" className="lk-h2">
        {t(offline ? 'error.offlineTitle' : 'error.title')}
      </Box>
      <Box className="lk-soft">{error.message}</Box>
      {reference ? (
        <Box className="lk-tiny lk-faint lk-reference">{t('error.reference', { id: reference })}</Box>
      ) : null}
      <Box className="lk-blank__acts">
        {error.code === 'unauthenticated' ? (
          <Button small onTap={() => open('sign-in')}>
            {t('signIn.enter')}
          </Button>
        ) : (
          <Button small onTap={onRetry} icon="refresh">
            {t('common.retry')}
          </Button>
        )}
      </Box>
    </Box>
  );
}
