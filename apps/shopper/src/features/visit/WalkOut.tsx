import { api, type Visit } from '../../api';
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

const unfinished = new Set(['requested', 'sent', 'acknowledged']);

/** Paid or let go: the door opens by itself, the screen says how far it is, and a second try is one tap away. */
export function WalkOut({ visit, at, onRefresh }: { visit: Visit; at: number; onRefresh: () => void }) {
  const t = useT();
  const { phase, ask } = useOpening();
  const own = phase.kind === 'following' || phase.kind === 'opened' || phase.kind === 'failed' ? phase.opening : null;
  const opening = own ?? visit.opening;
  const opened = opening?.state === 'opened';
  const underWay = phase.kind === 'asking' || (opening !== null && unfinished.has(opening.state));
  const again = () => {
    void ask((idempotencyKey) => api('POST /visits/:id/exits', { params: { id: visit.id }, idempotencyKey })).then(
      onRefresh,
    );
  };
  return (
    <Page title={visit.store.name} dataAt={at} night>
      <DoorMoment
        open={opened}
        title={t(opened ? 'moment.open' : underWay ? 'moment.opening' : 'moment.notOpen')}
        text={t(opened ? 'moment.openText' : underWay ? 'moment.openingText' : 'moment.notOpenText')}
      />
      {opening ? <OpeningTrack opening={opening} /> : null}
      {phase.kind === 'refused' ? (
        <Note tone="danger" icon="alert" alert>
          {phase.error.message}
        </Note>
      ) : null}
      <Box className="lk-stack">
        <Button id="open-again" tone={opened ? 'line' : 'primary'} busy={underWay} onTap={again}>
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
