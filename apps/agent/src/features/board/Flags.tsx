import { StateTag } from '@latchkey/ui';
import type { BoardVisit } from '../../live/board.ts';

/** What to know of a visit. A frozen member is called frozen, not only abnormal. */
export function Flags(props: { visit: BoardVisit }) {
  const { member, flags } = props.visit;
  return flags.map((flag) =>
    flag === 'abnormal_member' && member.state === 'frozen' ? (
      <StateTag key={flag} kind="code" value="frozen_member" />
    ) : (
      <StateTag key={flag} kind="visitFlag" value={flag} />
    ),
  );
}
