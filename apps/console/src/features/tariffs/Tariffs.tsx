import { EmptyState, Loaded, PageHead } from '@latchkey/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Segmented, Select } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { type Content, emptyContent, type StoreTariff, useRoomStores, useTariff } from './api.ts';
import { Findings } from './Findings.tsx';
import { PaintedWeek } from './PaintedWeek.tsx';
import { PromotionList } from './PromotionList.tsx';
import { RuleList } from './RuleList.tsx';
import { SpecialDays } from './SpecialDays.tsx';
import { StatusStrip } from './StatusStrip.tsx';
import { TermsList } from './TermsList.tsx';
import './tariffs.css';

/** BIL-1..9: what the rooms of a store cost: versions, the draft, and which rule wins when and why. */
export function Tariffs() {
  const text = useAppText();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { storeId?: string };
  const stores = useRoomStores();
  const storeId = search.storeId ?? stores[0]?.id;
  const tariff = useTariff(storeId);
  return (
    <>
      <PageHead
        title={text('tariffs.title')}
        hint={text('tariffs.hint')}
        extra={
          <Select
            className="tariff-store"
            aria-label={text('fields.store')}
            value={storeId}
            options={stores.map((store) => ({ value: store.id, label: store.name }))}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(value) => void navigate({ to: '/tariffs', search: { storeId: value } })}
          />
        }
      />
      {storeId === undefined ? (
        <EmptyState title={text('tariffs.pickStore')} />
      ) : (
        <Loaded query={tariff}>{(data) => <StoreTariffPage key={storeId} tariff={data} />}</Loaded>
      )}
    </>
  );
}

function StoreTariffPage(props: { tariff: StoreTariff }) {
  const text = useAppText();
  const { tariff } = props;
  const [chosen, setChosen] = useState<'current' | 'draft'>('draft');
  const shown = tariff.draft === null ? 'current' : tariff.current === null ? 'draft' : chosen;
  const content: Content = (shown === 'draft' ? tariff.draft?.content : tariff.current?.content) ?? emptyContent;
  const findings = shown === 'draft' ? (tariff.draft?.findings ?? []) : tariff.findings;
  const editable = shown === 'draft';
  return (
    <div className="tariff-page">
      <StatusStrip tariff={tariff} />
      {tariff.draft && tariff.current && (
        <Segmented
          className="tariff-shown"
          value={shown}
          options={[
            { value: 'draft', label: text('tariffs.draft') },
            { value: 'current', label: text('tariffs.current') },
          ]}
          onChange={setChosen}
        />
      )}
      {(tariff.current || tariff.draft) && (
        <>
          <Findings tariff={tariff} rules={content.rules} findings={findings} draft={editable} />
          <PaintedWeek tariff={tariff} content={content} />
          <div className="tariff-columns">
            <RuleList tariff={tariff} content={content} editable={editable} />
            <div className="tariff-page">
              <TermsList tariff={tariff} content={content} editable={editable} />
              <PromotionList tariff={tariff} content={content} editable={editable} />
            </div>
          </div>
        </>
      )}
      <SpecialDays storeId={tariff.store.id} />
    </div>
  );
}
