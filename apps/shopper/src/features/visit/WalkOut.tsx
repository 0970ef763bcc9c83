import { api, type Opening, type Visit } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import { DoorMoment } from '../../parts/DoorMoment';
import { OpeningTrack } from '../../parts/OpeningTrack';
import { useOpening } from '../../parts/use-opening';
import { Page } from '../../shell/Page';
import { open } from '../../state/nav';
import { Emergency } from './Emergency';

type Stage = 'opening' | 'unlocked' | 'open' | 'notOpen';
const pictures = { opening: 'shut', unlocked: 'ajar', open: 'open', notOpen: 'shut' } as const;

function stageOf(opening: Opening | null, asking: boolean): Stage {
  if (asking || opening?.state === 'requested' || opening?.state === 'sent') return 'opening';
  if (opening?.state === 'acknowledged') return 'unlocked';
  return opening?.state === 'opened' ? 'open' : 'notOpen';
}

/** Paid or let go: the door opens by itself, the screen says how far it is, and a second try is one tap away. */
export function WalkOut({ visit, at, onRefresh }: { visit: Visit; at: number; onRefresh: () => void }) {
  const t = useT();
  const { phase, ask } = useOpening();
  const own = phase.kind === 'following' || phase.kind === 'opened' || phase.kind === 'failed' ? phase.opening : null;
  const opening = own ?? visit.opening;
  const stage = stageOf(opening, phase.kind === 'asking');
  const again = () => {
    void ask((idempotencyKey) => api('POST /visits/:id/exits', { params: { id: visit.id }, idempotencyKey })).then(
      onRefresh,
    );
  };
  return (
    <Page title={visit.store.name} dataAt={at} night>
      <DoorMoment stage={pictures[stage]} title={t(`moment.${stage}`)} text={t(`moment.${stage}Text`)} />
      {opening ? <OpeningTrack opening={opening} /> : null}
      {phase.kind === 'refused' ? (
        <Note tone="danger" icon="alert" alert>
          {phase.error.message}
        </Note>
      ) : null}
      <Box className="lk-stack">
        <Button
          id="open-again"
          tone={stage === 'notOpen' ? 'primary' : 'line'}
          busy={stage === 'opening'}
          onTap={again}
        >
          {t('moment.again')}
        </Button>
        {visit.orderId ? (
          <Button id="see-order" tone="text" onTap={() => open('order', { id: visit.orderId ?? undefined })}>
            {t('moment.order')}
          </Button>
        ) : null}
        <Emergency visit={visit} onRefresh={onRefresh} />
      </Box>
    </Page>
  );
}
