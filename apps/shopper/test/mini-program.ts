// Runs a compiled mini-program in a V8 context that has only what WeChat's JavaScript core gives: no DOM, no fetch, no Intl,
// no eval. Pages are driven as WeChat drives them: lifecycle calls in, `setData` out, events through `eh`.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type Context, createContext, runInContext } from 'node:vm';
import { createWx, type PrivacyListener } from './wx.ts';

interface PageDefinition {
  data?: Record<string, unknown>;
  onLoad?(query: Record<string, string>): void;
  onShow?(): void;
  onHide?(): void;
  onUnload?(): void;
  onReady?(): void;
  eh?(event: unknown): void;
}
type AppDefinition = Record<string, ((options: unknown) => void) | undefined>;
interface PageInstance extends PageDefinition {
  route: string;
  data: Record<string, unknown>;
  setData(change: Record<string, unknown>, done?: () => void): void;
}
/** A node of the tree that Taro sends to the template: name, id, text, children; the rest are attributes. */
export interface MiniNode {
  nn?: string;
  sid?: string;
  uid?: string;
  v?: string;
  cl?: string;
  cn?: MiniNode[];
  [attribute: string]: unknown;
}
export interface MiniProgram {
  launch(path: string): void;
  route(): string;
  text(): string;
  byId(id: string): MiniNode | undefined;
  tap(id: string): void;
  fire(id: string, type: string, detail: Record<string, unknown>): void;
  /** Bytes that went through setData since the launch. */
  setDataBytes(): number;
  readonly storage: Map<string, unknown>;
  readonly sockets: { url: string; header: Record<string, string> }[];
  /** What WeChat's scanner reads next. */
  readonly scanned: string[];
  /** WeChat holds a protected interface back until the person answered; null when nobody listens. */
  askPrivacy(): Promise<string> | null;
}

/** Names that a browser has and WeChat's logic layer has not: hidden from every file. */
const hidden =
  'window,document,navigator,location,fetch,XMLHttpRequest,WebSocket,FormData,URL,URLSearchParams,self,AbortController';

function setPath(target: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.replace(/\.?\[(\d+)\]/g, '.$1').split('.');
  const last = keys.pop() ?? '';
  let at: Record<string, unknown> = target;
  for (const key of keys) {
    at[key] ??= {};
    at = at[key] as Record<string, unknown>;
  }
  at[last] = value;
}

function* walk(nodes: readonly MiniNode[]): Generator<MiniNode> {
  for (const node of nodes) {
    if (!node) continue;
    yield node;
    yield* walk(Object.values(node.cn ?? []));
  }
}

/** A context with WeChat's globals and none of what its JavaScript core lacks. */
function contextOf(root: string, globals: Record<string, unknown>): Context {
  const context = createContext(
    {
      console,
      setTimeout,
      clearTimeout,
      setInterval,
      clearInterval,
      global: {},
      __wxConfig: JSON.parse(readFileSync(join(root, 'app.json'), 'utf8')) as unknown,
      ...globals,
    },
    { codeGeneration: { strings: false, wasm: false } },
  );
  const missing = '["WebAssembly", "Intl", "SharedArrayBuffer", "Atomics"]';
  runInContext(`for (const name of ${missing}) delete globalThis[name]`, context);
  return context;
}

/** The functions by which compiled files announce themselves. */
function registries(app: (definition: AppDefinition) => void, page: (definition: PageDefinition) => void) {
  const ignored = () => undefined;
  return Object.fromEntries([
    ['App', app],
    ['Page', page],
    ['Component', ignored],
    ['Behavior', ignored],
  ]);
}

/** CommonJS as WeChat has it: every file a function, without the names that a browser would give. */
function loaderOf(root: string, context: Context): (path: string) => unknown {
  const modules = new Map<string, { exports: unknown }>();
  return function load(path: string): unknown {
    const file = existsSync(path) ? path : `${path}.js`;
    const before = modules.get(file);
    if (before) return before.exports;
    const module = { exports: {} as unknown };
    modules.set(file, module);
    const code = `(function (require, module, exports, ${hidden}) {${readFileSync(file, 'utf8')}\n})`;
    const run = runInContext(code, context, { filename: relative(root, file) }) as (...given: unknown[]) => void;
    run((wanted: string) => load(resolve(dirname(file), wanted)), module, module.exports);
    return module.exports;
  };
}

function queryOf(search: string): Record<string, string> {
  const pairs = search.split('&').filter(Boolean);
  return Object.fromEntries(pairs.map((pair) => [pair.split('=')[0] ?? '', pair.split('=')[1] ?? '']));
}

function instanceOf(definition: PageDefinition, route: string, count: (bytes: number) => void): PageInstance {
  const page = Object.create(definition) as PageInstance;
  page.route = route;
  page.data = structuredClone(definition.data ?? {});
  page.setData = (change, done) => {
    const sent = JSON.stringify(change);
    count(sent.length);
    const read = JSON.parse(sent) as Record<string, unknown>;
    for (const [key, value] of Object.entries(read)) setPath(page.data, key, value);
    if (done) setTimeout(done, 0);
  };
  return page;
}

/** Boots the mini-program compiled into `root`; its requests go to `origin`. */
export function bootMiniProgram(root: string, origin: string): MiniProgram {
  const storage = new Map<string, unknown>();
  const sockets: MiniProgram['sockets'][number][] = [];
  const privacy: PrivacyListener[] = [];
  const scanned: string[] = [];
  const definitions = new Map<string, PageDefinition>();
  const stack: PageInstance[] = [];
  let app: AppDefinition = {};
  let loading = '';
  let bytes = 0;

  const close = () => stack.pop()?.onUnload?.();
  const closeAll = () => {
    while (stack.length > 0) close();
  };
  const wx = createWx({
    origin,
    storage,
    sockets,
    privacy,
    scanned,
    pages: { open, close, closeAll, shown: () => stack.at(-1)?.onShow?.() },
  });
  const context = contextOf(root, {
    wx,
    getApp: () => app,
    // Taro registers two components for deep trees; the pages here stay below that depth.
    ...registries(
      (definition) => {
        app = definition;
      },
      (definition) => definitions.set(loading, definition),
    ),
    getCurrentPages: () => stack,
  });
  const load = loaderOf(root, context);

  function open(url: string): void {
    const [path = '', search = ''] = url.replace(/^\//, '').split('?');
    loading = path;
    if (!definitions.has(path)) load(join(root, path));
    const definition = definitions.get(path);
    if (!definition) throw new Error(`${path} registers no page`);
    const page = instanceOf(definition, path, (more) => {
      bytes += more;
    });
    stack.at(-1)?.onHide?.();
    stack.push(page);
    page.onLoad?.(queryOf(search));
    page.onShow?.();
    setTimeout(() => page.onReady?.(), 0);
  }

  const nodes = (): MiniNode[] => {
    const tree = stack.at(-1)?.data.root as MiniNode | undefined;
    return [...walk(Object.values(tree?.cn ?? []))];
  };
  const byId = (id: string) => nodes().find((node) => node.uid === id || node.sid === id);
  const fire = (id: string, type: string, detail: Record<string, unknown>): void => {
    const node = byId(id);
    if (!node) throw new Error(`nothing with id ${id} on ${stack.at(-1)?.route}`);
    const target = { id: node.uid ?? node.sid, dataset: { sid: node.sid }, offsetTop: 0, offsetLeft: 0 };
    const where = { target, currentTarget: target, timeStamp: Date.now(), touches: [], changedTouches: [] };
    stack.at(-1)?.eh?.({ type, detail, ...where });
  };
  return {
    launch(path) {
      load(join(root, 'app.js'));
      for (const step of ['onLaunch', 'onShow']) app[step]?.({ path, query: {}, scene: 1001 });
      open(path);
    },
    route: () => stack.at(-1)?.route ?? '',
    text: () =>
      nodes()
        .map((node) => node.v ?? '')
        .join(' '),
    byId,
    tap: (id) => fire(id, 'tap', {}),
    fire,
    setDataBytes: () => bytes,
    storage,
    sockets,
    scanned,
    askPrivacy() {
      const listener = privacy.at(-1);
      return listener ? new Promise((resolve) => listener(({ event }) => resolve(event), {})) : null;
    },
  };
}
