import { Inbox, type MessageTarget } from '@latchkey/ui';

/** Visits and stores open as a sheet over the inbox; other things have no page at the desk. */
const target: MessageTarget = ({ link }) => {
  if (link?.kind !== 'visit' && link?.kind !== 'store') return null;
  return { to: '/inbox', search: { [link.kind]: link.id } };
};

export function Messages() {
  return (
    <div style={{ maxWidth: 720 }}>
      <Inbox target={target} />
    </div>
  );
}
