import { useState } from 'react';
import { api } from '../../api';
import { type MessageKey, useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Icon } from '../../kit/Icon';
import { ListRow } from '../../kit/ListRow';
import { Box, Tap } from '../../kit/primitives';
import { toast } from '../../kit/Toast';
import { ShoppingGuide } from '../../parts/ShoppingGuide';
import { useVisit } from '../../parts/use-visit';
import { surface } from '../../platform/surface';
import { Page } from '../../shell/Page';
import { open, pageParam } from '../../state/nav';
import { useResource } from '../../state/resource';

const questions = ['door', 'stuck', 'barcode', 'pay', 'leave', 'refund', 'coupon', 'privacy'] as const;

/** The way to an answer, or to a person: from the stay, from an order, or from nowhere in particular. */
export function HelpPage() {
  const t = useT();
  const [order] = useState(() => pageParam('order'));
  const [storeId] = useState(() => pageParam('store'));
  const visit = useVisit().data?.visit ?? null;
  const store = visit?.store.id ?? storeId;
  return (
    <Page title={t('helpPage.title')}>
      {visit ? (
        <Card lit label={t('helpPage.insideTitle')}>
          <Box className="lk-stack">
            <Box className="lk-strong">{t('helpPage.insideTitle')}</Box>
            <Box className="lk-small">{t('helpPage.insideText')}</Box>
            <Button id="help-visit" tone="amber" onTap={() => open('visit')}>
              {t('helpPage.toVisit')}
            </Button>
          </Box>
        </Card>
      ) : null}
      {order ? <OrderNumber number={order} /> : null}
      {store ? <CallStore storeId={store} /> : null}
      <GuideRow />
      <Box as="h2" className="lk-h3">
        {t('helpPage.questions')}
      </Box>
      <Box className="lk-card lk-card--flush">
        {questions.map((name, i) => (
          <Question key={name} name={name} last={i === questions.length - 1} />
        ))}
      </Box>
    </Page>
  );
}

function OrderNumber({ number }: { number: string }) {
  const t = useT();
  return (
    <Card flush>
      <ListRow
        id="help-order"
        icon="orders"
        title={t('helpPage.aboutOrder')}
        detail={<Box className="lk-num">{number}</Box>}
        end={t('helpPage.copy')}
        label={t('order.copy', { number })}
        last
        onTap={() => {
          surface.copy(number);
          toast(t('order.copied'), 'check');
        }}
      />
    </Card>
  );
}

/** UX-11: the guide of the first visit, whenever somebody wants it again. */
function GuideRow() {
  const t = useT();
  const [shown, setShown] = useState(false);
  return (
    <>
      <Card flush>
        <ListRow
          id="help-guide"
          icon="bag"
          title={t('guide.title')}
          detail={t('helpPage.guideText')}
          last
          onTap={() => setShown(true)}
        />
      </Card>
      {shown ? <ShoppingGuide onClose={() => setShown(false)} /> : null}
    </>
  );
}

/** The store's own number, where it has one. */
function CallStore({ storeId }: { storeId: string }) {
  const t = useT();
  const store = useResource(`store:${storeId}`, () => api('GET /stores/:id', { params: { id: storeId } }));
  const phone = store.data?.phone ?? null;
  if (!store.data || phone === null) return null;
  return (
    <Card flush>
      <ListRow
        id="help-call"
        icon="phone"
        title={t('helpPage.call', { store: store.data.name })}
        detail={<Box className="lk-num">{phone}</Box>}
        last
        onTap={() => surface.call(phone)}
      />
    </Card>
  );
}

function Question({ name, last }: { name: (typeof questions)[number]; last: boolean }) {
  const t = useT();
  const [shown, setShown] = useState(false);
  const key = (part: 'q' | 'a') => `helpPage.${name}.${part}` as MessageKey;
  return (
    <Box className={last ? 'lk-faq' : 'lk-faq lk-faq--line'}>
      <Tap id={`faq-${name}`} className="lk-faq__head" expanded={shown} onTap={() => setShown(!shown)}>
        <Box className="lk-grow lk-strong">{t(key('q'))}</Box>
        <Icon name={shown ? 'minus' : 'plus'} size={18} />
      </Tap>
      {shown ? <Box className="lk-faq__text lk-soft">{t(key('a'))}</Box> : null}
    </Box>
  );
}
