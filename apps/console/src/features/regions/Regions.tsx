import { EditOutlined, PlusOutlined } from '@ant-design/icons';
import type { Answer } from '@latchkey/client';
import { EmptyState, Loaded, PageHead, useSession } from '@latchkey/ui';
import { Link } from '@tanstack/react-router';
import { Button, Tree } from 'antd';
import { useState } from 'react';
import { useRegions } from '../../choices/regions.ts';
import { useAppText } from '../../texts.ts';
import { RegionForm } from './RegionForm.tsx';
import { type RegionNode, regionTree } from './region-tree.ts';

export type Region = Answer<'GET /staff/regions'>['items'][number];
type Editing = { region: Region | null; parentId: string | null };

export function Regions() {
  const text = useAppText();
  const { can } = useSession();
  const regions = useRegions();
  const [editing, setEditing] = useState<Editing | null>(null);
  const add = can('regions:edit') && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing({ region: null, parentId: null })}>
      {text('regions.add')}
    </Button>
  );
  return (
    <>
      <PageHead title={text('regions.title')} hint={text('regions.hint')} extra={add} />
      <div className="lk-card console-tree">
        <Loaded query={regions}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={text('regions.empty')} hint={text('regions.emptyHint')} action={add} />
            ) : (
              <Tree
                blockNode
                defaultExpandAll
                selectable={false}
                aria-label={text('regions.title')}
                treeData={regionTree(items)}
                titleRender={(node) => <Node node={node} onEdit={setEditing} />}
              />
            )
          }
        </Loaded>
      </div>
      <RegionForm editing={editing} regions={regions.data?.items ?? []} onClose={() => setEditing(null)} />
    </>
  );
}

function Node(props: { node: RegionNode; onEdit: (editing: Editing) => void }) {
  const text = useAppText();
  const { can } = useSession();
  const { region } = props.node;
  return (
    <span className="console-between">
      <span className="console-row">
        {region.name}
        {can('stores') ? (
          <Link to="/stores" search={{ regionId: region.id } as never} className="lk-faint">
            {text('entities.storeCount', { n: region.storeCount })}
          </Link>
        ) : (
          <span className="lk-faint">{text('entities.storeCount', { n: region.storeCount })}</span>
        )}
      </span>
      {can('regions:edit') && (
        <span>
          <Button
            type="text"
            size="small"
            icon={<EditOutlined />}
            aria-label={text('regions.editOne', { name: region.name })}
            onClick={() => props.onEdit({ region, parentId: region.parentId })}
          />
          <Button
            type="text"
            size="small"
            icon={<PlusOutlined />}
            aria-label={text('regions.addUnder', { name: region.name })}
            onClick={() => props.onEdit({ region: null, parentId: region.id })}
          />
        </span>
      )}
    </span>
  );
}
