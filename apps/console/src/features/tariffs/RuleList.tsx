import { useAppText } from '../../texts.ts';
import type { Content, StoreTariff } from './api.ts';
import { PartList } from './PartList.tsx';
import { usePriceText, useScopeText } from './phrases.ts';
import { RuleForm } from './RuleForm.tsx';
import { useParts } from './use-parts.ts';
import { colourOf } from './week-rows.ts';

export function RuleList(props: { tariff: StoreTariff; content: Content; editable: boolean }) {
  const text = useAppText();
  const priceText = usePriceText();
  const { tariff, content, editable } = props;
  const scopeText = useScopeText(tariff);
  const rules = useParts(tariff, content, 'rules');
  const lines = content.rules.map((rule) => ({
    id: rule.id,
    title: rule.label,
    figure: `${text(`tariffs.modes.${rule.price.mode}`)} ${priceText(rule)}`,
    note: `${scopeText(rule.scope)} · ${text('tariffs.rules.priority')} ${rule.priority}`,
    colour: colourOf(content, rule.id),
  }));
  return (
    <PartList
      title={text('tariffs.rules.title')}
      empty={text('tariffs.rules.empty')}
      add={text('tariffs.rules.add')}
      lines={lines}
      editable={editable}
      onAdd={rules.add}
      onEdit={rules.edit}
      onRemove={rules.remove}
    >
      <RuleForm tariff={tariff} rule={rules.edited} open={rules.open} save={rules.save} onClose={rules.close} />
    </PartList>
  );
}
