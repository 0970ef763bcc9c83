import { useState } from 'react';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Note } from '../../kit/Note';
import { Box, Field } from '../../kit/primitives';
import type { CartActs } from '../cart/use-cart';
import { Scanner } from './Scanner';

/** The scanner stays open while pieces drop into the cart below; typing the number is always possible. */
export function GoodsScan({ acts, onHelp }: { acts: CartActs; onHelp: () => void }) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const add = () => {
    const barcode = typed.trim();
    if (barcode === '') return;
    setTyped('');
    void acts.scan(barcode);
  };
  return (
    <Box as="section" className="lk-stack" label={t('scan.goods')}>
      <Scanner kind="goods" onCode={(code) => void acts.scan(code)} />
      <Box className="lk-row">
        <Box className="lk-grow">
          <Field
            id="barcode"
            kind="barcode"
            label={t('scan.typeLabel')}
            placeholder={t('scan.typePlaceholder')}
            value={typed}
            maxLength={32}
            onChange={(text) => setTyped(text.replace(/[^0-9A-Za-z-]/g, ''))}
            onEnter={add}
          />
        </Box>
        <Button
          id="barcode-add"
          tone="quiet"
          small
          icon="plus"
          disabled={typed.length < 4}
          busy={acts.busy}
          onTap={add}
        >
          {t('scan.add')}
        </Button>
      </Box>
      {acts.error ? (
        <Note tone="danger" icon="alert" alert>
          <Box>{acts.error.message}</Box>
          {acts.error.code === 'barcode_unknown' ? (
            <Button id="barcode-help" tone="text" onTap={onHelp}>
              {t('help.ask')}
            </Button>
          ) : null}
        </Note>
      ) : null}
    </Box>
  );
}
