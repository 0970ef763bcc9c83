import { call, DateTime, StatusTag, toProblem, useSession } from '@latchkey/ui';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { emptyContent, type StoreTariff, useWriteDraft } from './api.ts';
import { PublishForm } from './PublishForm.tsx';
import { Replay } from './Replay.tsx';
import { Versions } from './Versions.tsx';

/** What holds now, what comes, and what to do next. */
export function StatusStrip(props: { tariff: StoreTariff }) {
  const text = useAppText();
  const { tariff } = props;
  const { current, upcoming, draft, store } = tariff;
  const [versions, setVersions] = useState(false);
  return (
    <section className="lk-card tariff-status">
      <div className="tariff-status-words">
        {current ? (
          <p className="console-row">
            <StatusTag tone="live">{text('tariffs.current')}</StatusTag>
            <strong>{text('tariffs.version', { n: current.number })}</strong>
            <span className="lk-soft">
              <DateTime at={current.effectiveFrom} zone={store.zone} />
              {current.publishedBy && ` · ${text('tariffs.by', { name: current.publishedBy })}`}
              {current.note && ` · ${current.note}`}
            </span>
          </p>
        ) : (
          <p className="console-row">
            <StatusTag tone="danger">{text('tariffs.noVersion')}</StatusTag>
          </p>
        )}
        {upcoming && (
          <p className="console-row lk-soft">
            <StatusTag tone="info">{text('tariffs.version', { n: upcoming.number })}</StatusTag>
            <DateTime at={upcoming.effectiveFrom} zone={store.zone} />
          </p>
        )}
        {draft && <p className="lk-soft">{text('tariffs.draftHint')}</p>}
        {tariff.rooms.length === 0 && <p className="lk-soft">{text('tariffs.noRooms')}</p>}
      </div>
      <div className="console-row tariff-status-acts">
        {current && <Button onClick={() => setVersions(true)}>{text('tariffs.versions')}</Button>}
        <DraftActs tariff={tariff} />
      </div>
      <Versions storeId={store.id} zone={store.zone} open={versions} onClose={() => setVersions(false)} />
    </section>
  );
}

function DraftActs(props: { tariff: StoreTariff }) {
  const text = useAppText();
  const { can } = useSession();
  const { modal, message } = App.useApp();
  const queryClient = useQueryClient();
  const { tariff } = props;
  const { draft, current, store } = tariff;
  const write = useWriteDraft(tariff);
  const [publishing, setPublishing] = useState(false);
  const [replaying, setReplaying] = useState(false);
  if (!can('tariffs:edit')) return null;
  const told = (work: Promise<unknown>) => work.catch((cause) => void message.error(toProblem(cause).message));
  if (!draft)
    return (
      <Button type="primary" onClick={() => void told(write(current?.content ?? emptyContent))}>
        {text(current ? 'tariffs.begin' : 'tariffs.beginFirst')}
      </Button>
    );
  const discard = async () => {
    const sure = await modal.confirm({ title: text('tariffs.discardSure'), okButtonProps: { danger: true } });
    if (!sure) return;
    const { revision } = draft;
    await call('POST /staff/stores/:id/tariff-draft/discard', { params: { id: store.id }, body: { revision } });
    await queryClient.invalidateQueries({ queryKey: ['tariffs'] });
    message.success(text('tariffs.discarded'));
  };
  return (
    <>
      <Button danger onClick={() => void told(discard())}>
        {text('tariffs.discard')}
      </Button>
      <Button onClick={() => setReplaying(true)}>{text('tariffs.replay.open')}</Button>
      <Button type="primary" disabled={draft.findings.length > 0} onClick={() => setPublishing(true)}>
        {text('tariffs.publish')}
      </Button>
      <PublishForm tariff={tariff} open={publishing} onClose={() => setPublishing(false)} />
      <Replay tariff={tariff} open={replaying} onClose={() => setReplaying(false)} />
    </>
  );
}
