import { DateTime, DetailDrawer, Facts, Section, StatusTag, useWord } from '@latchkey/ui';
import { Link } from '@tanstack/react-router';
import { useThingPage } from '../../choices/pages.ts';
import { useAppText } from '../../texts.ts';
import type { AuditEntry } from './Audit.tsx';
import { useAuditWord } from './audit-words.ts';
import { changesOf } from './changes.ts';

export function AuditDrawer(props: { entry: AuditEntry | undefined; onClose: () => void }) {
  const text = useAppText();
  const auditWord = useAuditWord();
  const { entry } = props;
  return (
    <DetailDrawer
      open={entry !== undefined}
      onClose={props.onClose}
      title={entry ? auditWord('actions', entry.action) : text('audit.title')}
      width={640}
    >
      {entry && (
        <>
          <Who entry={entry} />
          <Section plain title={text('audit.changes')}>
            <Changes entry={entry} />
          </Section>
        </>
      )}
    </DetailDrawer>
  );
}

function Who(props: { entry: AuditEntry }) {
  const text = useAppText();
  const word = useWord();
  const auditWord = useAuditWord();
  const { entry } = props;
  const page = useThingPage()(entry.object);
  return (
    <Facts
      facts={[
        { label: text('fields.at'), value: <DateTime at={entry.at} style="second" /> },
        { label: text('audit.actor'), value: entry.actor.name ?? word('actor', entry.actor.kind) },
        { label: text('audit.action'), value: <span className="lk-mono">{entry.action}</span> },
        {
          label: text('audit.object'),
          value: (
            <span className="console-stack">
              {page ? (
                <Link to={page.to as never} search={page.search as never}>
                  {text('audit.show', { what: auditWord('objects', entry.object.kind) })}
                </Link>
              ) : (
                <span>{auditWord('objects', entry.object.kind)}</span>
              )}
              <Link to="/audit" search={{ objectId: entry.object.id } as never} className="lk-mono">
                {entry.object.id}
              </Link>
            </span>
          ),
        },
        { label: text('audit.address'), value: <span className="lk-mono">{entry.address ?? '—'}</span> },
        { label: text('audit.requestId'), value: <span className="lk-mono">{entry.requestId ?? '—'}</span> },
        {
          label: text('audit.seal'),
          value: (
            <StatusTag tone={entry.sealed ? 'ok' : 'live'}>
              {text(entry.sealed ? 'audit.sealed' : 'audit.unsealed')}
            </StatusTag>
          ),
        },
      ]}
    />
  );
}

function Changes(props: { entry: AuditEntry }) {
  const text = useAppText();
  const changes = changesOf(props.entry.before, props.entry.after);
  if (changes.length === 0) return <p className="lk-soft">{text('audit.noChanges')}</p>;
  return (
    <div className="console-lines-scroll">
      <table className="console-lines">
        <thead>
          <tr>
            <th scope="col">{text('audit.field')}</th>
            <th scope="col">{text('audit.before')}</th>
            <th scope="col">{text('audit.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.field}>
              <th scope="row" className="lk-mono">
                {change.field}
              </th>
              <td className="lk-mono" style={{ whiteSpace: 'pre-wrap' }}>
                {change.before}
              </td>
              <td className="lk-mono" style={{ whiteSpace: 'pre-wrap' }}>
                {change.after}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
