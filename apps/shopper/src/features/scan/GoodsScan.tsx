import { useState } from 'react';
import type { ApiError } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Box, Field } from '../../kit/primitives';
import { Trouble } from '../../kit/Trouble';
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
    void onScan(barcode);
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
      <Trouble error={error}>
        {error?.code === 'barcode_unknown' ? (
          <Button id="barcode-help" tone="text" onTap={onHelp}>
            {t('help.ask')}
          </Button>
        ) : null}
      </Trouble>
    </Box>
  );
}
