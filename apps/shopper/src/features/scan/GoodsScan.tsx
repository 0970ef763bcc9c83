import { useState } from 'react';
import type { ApiError } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Note } from '../../kit/Note';
import { Box, Field } from '../../kit/primitives';
import { Scanner } from './Scanner';

export interface GoodsScanProps {
  busy: boolean;
  error: ApiError | null;
  onScan: (barcode: string) => Promise<ApiError | null>;
  onHelp: () => void;
}

/** The scanner stays open while pieces drop into the cart below; typing the number is always possible. */
export function GoodsScan({ busy, error, onScan, onHelp }: GoodsScanProps) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const add = () => {
    const barcode = typed.trim();
    if (barcode === '') return;
    setTyped('');
    // What was typed without a connection is not typed again.
    void onScan(barcode).then((failed) => {
      if (failed?.code === 'offline') setTyped((now) => (now === '' ? barcode : now));
    });
  };
  return (
    <Box as="section" className="lk-stack" label={t('scan.goods')}>
      <Scanner kind="goods" onCode={(code) => void onScan(code)} />
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
        <Button id="barcode-add" tone="quiet" small icon="plus" disabled={typed.length < 4} busy={busy} onTap={add}>
          {t('scan.add')}
        </Button>
      </Box>
      {error ? (
        <Note tone="danger" icon="alert" alert>
          <Box>{error.message}</Box>
          {error.code === 'barcode_unknown' ? (
            <Button id="barcode-help" tone="text" onTap={onHelp}>
              {t('help.ask')}
            </Button>
          ) : null}
        </Note>
      ) : null}
    </Box>
  );
}
