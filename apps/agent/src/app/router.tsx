import { listSearch, NotFound, parseSearch, stringifySearch } from '@latchkey/ui';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Board } from '../features/board/Board.tsx';
import { Frame } from './Frame.tsx';

const root = createRootRoute({
  component: Frame,
  validateSearch: listSearch,
  notFoundComponent: () => <NotFound page />,
});

const board = createRoute({ getParentRoute: () => root, path: '/', component: Board });
const alerts = createRoute({
  getParentRoute: () => root,
  path: '/alerts',
  component: lazyRouteComponent(() => import('./Calls.tsx'), 'Calls'),
});
const services = createRoute({
  getParentRoute: () => root,
  path: '/services',
  component: lazyRouteComponent(() => import('../features/services/Services.tsx'), 'Services'),
});
const serving = createRoute({
  getParentRoute: () => root,
  path: '/serving',
  component: lazyRouteComponent(() => import('../features/serving/Serving.tsx'), 'Serving'),
});
const sessions = createRoute({
  getParentRoute: () => root,
  path: '/sessions',
  component: lazyRouteComponent(() => import('../features/sessions/Sessions.tsx'), 'Sessions'),
});
const cleaning = createRoute({
  getParentRoute: () => root,
  path: '/cleaning',
  component: lazyRouteComponent(() => import('../features/cleaning/Cleaning.tsx'), 'Cleaning'),
});
const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  component: lazyRouteComponent(() => import('../features/inbox/Messages.tsx'), 'Messages'),
});
const me = createRoute({
  getParentRoute: () => root,
  path: '/me',
  component: lazyRouteComponent(() => import('../features/me/Me.tsx'), 'Me'),
});

export const router = createRouter({
  routeTree: root.addChildren([board, sessions, alerts, services, cleaning, serving, inbox, me]),
  basepath: '/agent',
  parseSearch: (text) => parseSearch(text.replace(/^\?/, '')),
  stringifySearch,
  defaultPreload: 'intent',
});
