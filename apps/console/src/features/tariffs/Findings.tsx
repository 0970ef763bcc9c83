import { Alert } from 'antd';
import { useAppText } from '../../texts.ts';
import type { Finding, Rule, StoreTariff } from './api.ts';
import { useFindingText } from './phrases.ts';

const SHOWN = 8;

/** What keeps the draft from being published, or a green word that nothing does. */
export function Findings(props: {
  tariff: StoreTariff;
  rules: readonly Rule[];
  findings: readonly Finding[];
  draft: boolean;
}) {
  const text = useAppText();
  const describe = useFindingText(props.tariff, props.rules);
  const { findings } = props;
  if (findings.length === 0)
    return props.draft ? <Alert type="success" showIcon title={text('tariffs.findings.fine')} /> : null;
  const title = props.draft ? 'tariffs.findings.title' : 'tariffs.findings.liveTitle';
  const lines = findings.slice(0, SHOWN).map(describe);
  return (
    <Alert
      type={props.draft ? 'warning' : 'error'}
      showIcon
      title={text(title, { n: findings.length })}
      description={
        <ul className="tariff-findings">
          {lines.map(({ key, line }) => (
            <li key={key}>{line}</li>
          ))}
        </ul>
      }
    />
  );
}
