import { Link } from '@tanstack/react-router';
import { Tooltip } from 'antd';
import type { MenuGroup, MenuItem } from './menu.ts';
import './shell.css';

export function MenuList(props: {
  groups: readonly MenuGroup[];
  label: string;
  narrow?: boolean;
  onPick?: () => void;
}) {
  return (
    <nav className="lk-menu" aria-label={props.label}>
      {props.groups.map((group) => (
        <div key={group.key} className="lk-menu-group">
          {group.label && !props.narrow && <p className="lk-menu-label">{group.label}</p>}
          <ul>
            {group.items.map((item) => (
              <li key={item.to}>
                {props.narrow ? (
                  <Tooltip title={item.label} placement="right">
                    <MenuLink item={item} narrow />
                  </Tooltip>
                ) : (
                  <MenuLink item={item} onPick={props.onPick} />
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function MenuLink(props: { item: MenuItem; narrow?: boolean; onPick?: () => void }) {
  const { item, narrow, onPick, ...rest } = props;
  return (
    <Link
      {...rest}
      to={item.to}
      className="lk-menu-link"
      activeProps={{ 'aria-current': 'page' }}
      activeOptions={{ exact: item.to === '/', includeSearch: false }}
      onClick={onPick}
    >
      <span className="lk-menu-icon" aria-hidden="true">
        {item.icon}
      </span>
      <span className={narrow ? 'lk-visually-hidden' : 'lk-menu-text'}>{item.label}</span>
      {item.badge ? <span className="lk-badge">{item.badge > 99 ? '99+' : item.badge}</span> : null}
    </Link>
  );
}
