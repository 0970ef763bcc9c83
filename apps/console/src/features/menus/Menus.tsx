import { PlusOutlined } from '@ant-design/icons';
import { EmptyState, Loaded, Section, ServingList, useSession } from '@latchkey/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { RoomStorePage } from '../../choices/RoomStorePage.tsx';
import { useAppText } from '../../texts.ts';
import { type MenuItem, useMenu } from './api.ts';
import { MenuForm } from './MenuForm.tsx';
import { MenuLine } from './MenuLine.tsx';
import './menus.css';

/** CAT-7: what a store with rooms serves in them. */
export function Menus() {
  const text = useAppText();
  return (
    <RoomStorePage to="/menus" title={text('menus.title')} hint={text('menus.hint')} empty={text('menus.pickStore')}>
      {(storeId) => <StoreMenu key={storeId} storeId={storeId} />}
    </RoomStorePage>
  );
}

function StoreMenu(props: { storeId: string }) {
  const text = useAppText();
  const { can } = useSession();
  const menu = useMenu(props.storeId);
  const [edited, setEdited] = useState<MenuItem | 'new' | null>(null);
  const add = can('menus:edit') && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
      {text('menus.add')}
    </Button>
  );
  return (
    <>
      <Section plain title={text('menus.toServe')}>
        <ServingList storeId={props.storeId} />
      </Section>
      <Loaded query={menu}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={text('menus.empty')} hint={text('menus.emptyHint')} action={add} />
          ) : (
            <>
              <div className="menu-bar">{add}</div>
              {[...Map.groupBy(items, (item) => item.category)].map(([category, lines]) => (
                <Section key={category} title={category}>
                  <ul className="menu-lines">
                    {lines.map((item) => (
                      <MenuLine key={item.id} item={item} onEdit={() => setEdited(item)} />
                    ))}
                  </ul>
                </Section>
              ))}
            </>
          )
        }
      </Loaded>
      <MenuForm
        storeId={props.storeId}
        item={edited === 'new' || edited === null ? null : edited}
        categories={[...new Set((menu.data?.items ?? []).map((item) => item.category))]}
        open={edited !== null}
        onClose={() => setEdited(null)}
      />
    </>
  );
}
