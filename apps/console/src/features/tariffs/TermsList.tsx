import { useAppText } from '../../texts.ts';
import type { Content, StoreTariff } from './api.ts';
import { PartList } from './PartList.tsx';
import { usePlaceText, useTermsText } from './phrases.ts';
import { TermsForm } from './TermsForm.tsx';
import { useParts } from './use-parts.ts';

export function TermsList(props: { tariff: StoreTariff; content: Content; editable: boolean }) {
  const text = useAppText();
  const { tariff, content } = props;
  const placeText = usePlaceText(tariff);
  const termsText = useTermsText();
  const terms = useParts(tariff, content, 'terms');
  return (
    <PartList
      title={text('tariffs.terms.title')}
      hint={text('tariffs.terms.hint')}
      empty={text('tariffs.terms.empty')}
      add={text('tariffs.terms.add')}
      lines={content.terms.map((item) => ({
        ...{ id: item.id, title: placeText(item), figure: '', note: termsText(item), colour: null },
      }))}
      editable={props.editable}
      onAdd={terms.add}
      onEdit={terms.edit}
      onRemove={terms.remove}
    >
      <TermsForm tariff={tariff} terms={terms.edited} open={terms.open} save={terms.save} onClose={terms.close} />
    </PartList>
  );
}
