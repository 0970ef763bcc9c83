import { useState } from 'react';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Note } from '../../kit/Note';
import { Box, Field } from '../../kit/primitives';
import { Sheet } from '../../kit/Sheet';
import { doorTokenOf, roomOfCode } from '../../platform/door-link';
import { open } from '../../state/nav';
import { scannedDoor } from '../../state/place';
import { Scanner } from './Scanner';

/** Scan the code on the door, or type what stands under it. */
export function DoorScan({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const take = (text: string) => {
    const room = roomOfCode(text);
    if (room !== null) {
      onClose();
      open('room', { id: room });
      return;
    }
    const token = doorTokenOf(text);
    setWrong(token === null);
    if (token === null) return;
    scannedDoor(token);
    onClose();
  };
  return (
    <Sheet id="door-scan" title={t('scan.door')} onClose={onClose}>
      <Box className="lk-stack">
        <Scanner kind="door" onCode={take} />
        <Box className="lk-small lk-soft">{t('scan.doorHint')}</Box>
        <Field
          id="door-code"
          label={t('scan.doorTyped')}
          placeholder={t('scan.doorTyped')}
          value={typed}
          maxLength={200}
          invalid={wrong}
          onChange={setTyped}
          onEnter={() => take(typed)}
        />
        {wrong ? (
          <Note tone="danger" icon="alert" alert>
            {t('scan.notADoor')}
          </Note>
        ) : null}
        <Button id="door-code-go" disabled={typed.trim() === ''} onTap={() => take(typed)}>
          {t('scan.useCode')}
        </Button>
      </Box>
    </Sheet>
  );
}
