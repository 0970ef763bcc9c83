import { useT } from '../i18n';
import { Button } from '../kit/Button';
import { Box, Field } from '../kit/primitives';

export interface CodeFieldProps {
  /** Ids of the field and of the button. */
  ids: readonly [field: string, send: string];
  code: string;
  onCode: (code: string) => void;
  onEnter?: () => void;
  /** The number that a code was sent to; null before. */
  sentTo: string | null;
  /** Seconds until another may be sent. */
  wait: number;
  sending: boolean;
  disabled?: boolean;
  onSend: () => void;
}

export const isCode = (code: string): boolean => /^\d{6}$/.test(code);

/** Six digits that come by SMS, and the button that sends them. */
export function CodeField({ ids, code, onCode, onEnter, sentTo, wait, sending, disabled, onSend }: CodeFieldProps) {
  const t = useT();
  return (
    <>
      <Box className="lk-row">
        <Box className="lk-grow">
          <Field
            id={ids[0]}
            kind="code"
            label={t('signIn.code')}
            placeholder={t('signIn.code')}
            value={code}
            maxLength={6}
            onChange={(typed) => onCode(typed.replace(/\D/g, '').slice(0, 6))}
            {...(onEnter ? { onEnter } : {})}
          />
        </Box>
        <Button id={ids[1]} tone="quiet" small disabled={disabled || wait > 0} busy={sending} onTap={onSend}>
          {wait > 0 ? t('signIn.again', { n: wait }) : t(sentTo === null ? 'signIn.send' : 'signIn.resend')}
        </Button>
      </Box>
      {sentTo === null ? null : (
        <Box className="lk-small lk-soft" role="status">
          {t('signIn.sent', { phone: sentTo })}
        </Box>
      )}
    </>
  );
}
