import { useState } from 'react';
import { api } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Box, Field } from '../../kit/primitives';
import { Sheet } from '../../kit/Sheet';
import { Trouble } from '../../kit/Trouble';
import { useAct } from '../../state/fault';

/** Asked once, by the first store for adults; said why before it is asked. */
export function BirthDate({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useT();
  const [date, setDate] = useState('');
  const { busy, error, run } = useAct();
  const ready = /^(19|20)\d{2}-\d{2}-\d{2}$/.test(date);
  const save = async () => {
    if (await run(async () => void (await api('PUT /me/birth-date', { body: { birthDate: date } })))) onDone();
  };
  return (
    <Sheet id="birth-date" title={t('birthDate.title')} onClose={onClose}>
      <Box className="lk-stack">
        <Box>{t('birthDate.text')}</Box>
        <Field
          id="birth-date-field"
          kind="date"
          label={t('birthDate.label')}
          placeholder={t('birthDate.label')}
          value={date}
          maxLength={10}
          onChange={setDate}
        />
        <Trouble error={error} />
        <Button id="birth-date-save" disabled={!ready} busy={busy} onTap={() => void save()}>
          {t('birthDate.save')}
        </Button>
      </Box>
    </Sheet>
  );
}
