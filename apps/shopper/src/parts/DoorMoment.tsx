import { useT } from '../i18n';
import { Box } from '../kit/primitives';

/** `ajar`: unlocked, and waiting for the person's push; `open`: the door's own sensor says so. */
export type DoorStage = 'shut' | 'ajar' | 'open';
const pictured = { shut: 'moment.doorShut', ajar: 'moment.doorAjar', open: 'moment.doorOpen' } as const;

/** The full-screen moment: the lit doorway, and one thing to do. */
export function DoorMoment({ stage, title, text }: { stage: DoorStage; title: string; text: string }) {
  const t = useT();
  return (
    <Box className={`lk-moment lk-moment--${stage}`} role="status" live="assertive">
      <Box className="lk-moment__door" role="img" label={t(pictured[stage])}>
        <Box className="lk-moment__light" />
        <Box className="lk-moment__leaf" />
      </Box>
      <Box as="h2" className="lk-moment__title">
        {title}
      </Box>
      <Box className="lk-moment__text">{text}</Box>
    </Box>
  );
}
