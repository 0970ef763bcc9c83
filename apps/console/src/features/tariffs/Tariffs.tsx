import { Loaded } from '@latchkey/ui';
import { Segmented } from 'antd';
import { useState } from 'react';
import { RoomStorePage } from '../../choices/RoomStorePage.tsx';
import { useAppText } from '../../texts.ts';
import { type Content, emptyContent, type StoreTariff, useTariff } from './api.ts';
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
  return (
    <RoomStorePage
      to="/tariffs"
      title={text('tariffs.title')}
      hint={text('tariffs.hint')}
      empty={text('tariffs.pickStore')}
    >
      {(storeId) => <OneStore key={storeId} storeId={storeId} />}
    </RoomStorePage>
  );
}

function OneStore(props: { storeId: string }) {
  const tariff = useTariff(props.storeId);
  return <Loaded query={tariff}>{(data) => <StoreTariffPage tariff={data} />}</Loaded>;
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
