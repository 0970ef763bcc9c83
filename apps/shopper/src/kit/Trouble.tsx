import type { ReactNode } from 'react';
import type { ApiError } from '../api';
import { useT } from '../i18n';
import { Note } from './Note';
import { Box } from './primitives';

/** A fault of ours or of a device, which support looks up; a wrong code or a refusal says everything in its words. */
export function referenceOf(error: ApiError): string | null {
  return error.status >= 500 && error.code !== 'device_offline' ? error.requestId : null;
}

/** What happened, in the person's words, and the reference where something really broke. */
export function Trouble({ error, children }: { error: ApiError | null; children?: ReactNode }) {
  const t = useT();
  if (!error) return null;
  const reference = referenceOf(error);
  return (
    <Note tone="danger" icon={error.code === 'offline' ? 'offline' : 'alert'} alert>
      <Box>{error.message}</Box>
      {reference ? <Box className="lk-tiny lk-reference">{t('error.reference', { id: reference })}</Box> : null}
      {children}
    </Note>
  );
}
