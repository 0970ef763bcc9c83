import {
  type Column,
  DateTime,
  type Filter,
  type ItemOf,
  ListPage,
  StatusTag,
  useColumnKit,
  useList,
  useWord,
} from '@latchkey/ui';
import { useAppText } from '../../texts.ts';
import { AuditDrawer } from './AuditDrawer.tsx';
import { useAuditWord } from './audit-words.ts';
import { VerifyAudit } from './VerifyAudit.tsx';

export type AuditEntry = ItemOf<'GET /staff/audit'>;
const FILTERS = ['action', 'objectKind', 'objectId', 'actorId', 'from', 'to'];

export function Audit() {
  const text = useAppText();
  const list = useList({ key: 'audit', route: 'GET /staff/audit', filters: FILTERS });
  const filters: Filter[] = [
    { kind: 'text', keys: ['action'], label: text('audit.action') },
    { kind: 'text', keys: ['objectId'], label: text('audit.objectId') },
    { kind: 'text', keys: ['actorId'], label: text('audit.actorId') },
    { kind: 'days', keys: ['from', 'to'], label: text('fields.period') },
  ];
  const opened = list.rows?.find((entry) => entry.id === list.search.open);
  return (
    <ListPage
      id="audit"
      exportable="audit"
      title={text('audit.title')}
      hint={text('audit.hint')}
      extra={<VerifyAudit />}
      list={list}
      columns={useColumns()}
      filters={filters}
      openable
      empty={text('audit.empty')}
    >
      <AuditDrawer entry={opened} onClose={() => list.open(undefined)} />
    </ListPage>
  );
}

function useColumns(): Column<AuditEntry>[] {
  const col = useColumnKit<AuditEntry>();
  const text = useAppText();
  const word = useWord();
  const auditWord = useAuditWord();
  const who = (entry: AuditEntry) =>
    entry.actor.kind === 'staff' && entry.actor.name ? entry.actor.name : word('actor', entry.actor.kind);
  return [
    {
      key: 'action',
      title: text('audit.action'),
      render: (entry) => (
        <span className="console-stack">
          <span>{auditWord('actions', entry.action)}</span>
          <span className="lk-faint lk-mono">{entry.action}</span>
        </span>
      ),
      text: (entry) => entry.action,
      phone: 'title',
    },
    { key: 'actor', title: text('audit.actor'), render: who, text: who },
    {
      key: 'object',
      title: text('audit.object'),
      render: (entry) => (
        <span>
          {auditWord('objects', entry.object.kind)}{' '}
          <span className="lk-faint lk-mono">{entry.object.id.slice(0, 13)}</span>
        </span>
      ),
      text: (entry) => `${entry.object.kind} ${entry.object.id}`,
    },
    col.code('address', text('audit.address'), (entry) => entry.address, { phone: 'none' }),
    {
      key: 'sealed',
      title: text('audit.seal'),
      render: (entry) => (
        <StatusTag tone={entry.sealed ? 'ok' : 'live'}>
          {text(entry.sealed ? 'audit.sealed' : 'audit.unsealed')}
        </StatusTag>
      ),
      text: (entry) => text(entry.sealed ? 'audit.sealed' : 'audit.unsealed'),
      phone: 'aside',
    },
    {
      key: 'at',
      title: text('fields.at'),
      render: (entry) => <DateTime at={entry.at} style="second" />,
      text: (entry) => entry.at,
    },
  ];
}
