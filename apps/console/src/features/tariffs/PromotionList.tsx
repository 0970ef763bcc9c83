import { useAppText } from '../../texts.ts';
import type { Content, StoreTariff } from './api.ts';
import { PartList } from './PartList.tsx';
import { PromotionForm } from './PromotionForm.tsx';
import { usePromotionText, useScopeText } from './phrases.ts';
import { useParts } from './use-parts.ts';

export function PromotionList(props: { tariff: StoreTariff; content: Content; editable: boolean }) {
  const text = useAppText();
  const { tariff, content } = props;
  const scopeText = useScopeText(tariff);
  const promotionText = usePromotionText();
  const parts = useParts(tariff, content, 'promotions');
  return (
    <PartList
      title={text('tariffs.promotions.title')}
      hint={text('tariffs.promotions.hint')}
      empty={text('tariffs.promotions.empty')}
      add={text('tariffs.promotions.add')}
      lines={content.promotions.map((promotion) => ({
        id: promotion.id,
        title: promotion.label,
        figure: `${text(`tariffs.promotions.kinds.${promotion.kind}`)} ${promotionText(promotion)}`,
        note: scopeText(promotion.scope),
        colour: null,
      }))}
      editable={props.editable}
      onAdd={parts.add}
      onEdit={parts.edit}
      onRemove={parts.remove}
    >
      <PromotionForm
        tariff={tariff}
        promotion={parts.edited}
        open={parts.open}
        save={parts.save}
        onClose={parts.close}
      />
    </PartList>
  );
}
