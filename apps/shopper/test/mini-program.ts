// Runs a compiled mini-program in a V8 context that has only what WeChat's JavaScript core gives: no DOM, no fetch, no Intl,
// no eval. Pages are driven as WeChat drives them: lifecycle calls in, `setData` out, events through `eh`.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type Context, createContext, runInContext } from 'node:vm';
import type { Outside } from './outside.ts';
import { createWx, type PrivacyGate } from './wx.ts';
import type { Network } from './wx-network.ts';

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
  launch(path: string, query?: Record<string, string>): void;
  route(): string;
  text(): string;
  byId(id: string): MiniNode | undefined;
  /** The attribute that the compiled template fills from this node, for instance `open-type` of a button. */
  attribute(id: string, name: string, element?: string): unknown;
  tap(id: string): void;
  type(id: string, text: string): void;
  fire(id: string, type: string, detail: Record<string, unknown>): void;
  /** A press on WeChat's own phone-number button: its privacy question first, then the person's answer. */
  givePhone(id: string): Promise<void>;
  /** A press on WeChat's own avatar button. */
  chooseAvatar(id: string, file: string): Promise<void>;
  /** Closes the page that is on show, as the person's swipe does. */
  goBack(): void;
  /** Bytes that went through setData since the launch. */
  setDataBytes(): number;
  readonly storage: Map<string, unknown>;
  readonly network: Network;
  readonly privacy: PrivacyGate;
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

/** Which key of a node's data the compiled template of an element reads for an attribute. */
function attributeKeys(root: string): (element: string, attribute: string) => string | undefined {
  const templates = readFileSync(join(root, 'base.wxml'), 'utf8');
  return (element, attribute) => {
    const tag = new RegExp(`<${element} [^>]*>`).exec(templates)?.[0] ?? '';
    return new RegExp(`\\s${attribute}="\\{\\{(?:xs\\.b\\()?i\\.(\\w+)`).exec(tag)?.[1];
  };
}

/** The pages of the program as a stack, the one on show on top. */
function pageStack(load: (path: string) => unknown, definitions: Map<string, PageDefinition>) {
  const stack: PageInstance[] = [];
  const state = { loading: '', bytes: 0 };
  const close = () => stack.pop()?.onUnload?.();
  function open(url: string): void {
    const [path = '', search = ''] = url.replace(/^\//, '').split('?');
    state.loading = path;
    if (!definitions.has(path)) load(path);
    const definition = definitions.get(path);
    if (!definition) throw new Error(`${path} registers no page`);
    const page = instanceOf(definition, path, (more) => {
      state.bytes += more;
    });
    stack.at(-1)?.onHide?.();
    stack.push(page);
    page.onLoad?.(queryOf(search));
    page.onShow?.();
    setTimeout(() => page.onReady?.(), 0);
  }
  const closeAll = () => {
    while (stack.length > 0) close();
  };
  const nodes = (): MiniNode[] => {
    const tree = stack.at(-1)?.data.root as MiniNode | undefined;
    return [...walk(Object.values(tree?.cn ?? []))];
  };
  return { stack, state, open, close, closeAll, shown: () => stack.at(-1)?.onShow?.(), nodes };
}

/** Boots the mini-program compiled into `root` in the middle of the given world. */
export function bootMiniProgram(root: string, outside: Outside): MiniProgram {
  const storage = new Map<string, unknown>();
  const definitions = new Map<string, PageDefinition>();
  let app: AppDefinition = {};
  let load: (path: string) => unknown = () => undefined;
  const pages = pageStack((path) => load(join(root, path)), definitions);
  const keyOf = attributeKeys(root);
  const byId = (id: string) => pages.nodes().find((node) => node.uid === id || node.sid === id);
  const need = (id: string): MiniNode => {
    const node = byId(id);
    if (!node) throw new Error(`nothing with id ${id} on ${pages.stack.at(-1)?.route}`);
    return node;
  };
  const attribute = (id: string, name: string, element = 'button') => need(id)[keyOf(element, name) ?? ''];
  const { wx, gate, network } = createWx(outside, storage, {
    ...pages,
    holds: (id, openType) => byId(id) !== undefined && attribute(id, 'open-type') === openType,
  });
  const context = contextOf(root, {
    wx,
    getApp: () => app,
    // Taro registers two components for deep trees; the pages here stay below that depth.
    ...registries(
      (definition) => {
        app = definition;
      },
      (definition) => definitions.set(pages.state.loading, definition),
    ),
    getCurrentPages: () => pages.stack,
  });
  load = loaderOf(root, context);

  const fire = (id: string, type: string, detail: Record<string, unknown>): void => {
    const node = need(id);
    const target = { id: node.uid ?? node.sid, dataset: { sid: node.sid }, offsetTop: 0, offsetLeft: 0 };
    const where = { target, currentTarget: target, timeStamp: Date.now(), touches: [], changedTouches: [] };
    pages.stack.at(-1)?.eh?.({ type, detail, ...where });
  };
  /** A button whose work WeChat does itself, and which answers by an event. */
  async function nativeButton(id: string, openType: string, answer: () => Promise<Record<string, unknown>>) {
    if (attribute(id, 'open-type') !== openType) throw new Error(`${id} is no button for ${openType}`);
    const detail = await gate
      .pass(openType)
      .then(answer, (error: Error) => ({ errMsg: `${openType}:fail ${error.message}` }));
    fire(id, openType.toLowerCase(), detail);
  }
  return {
    launch(path, query = {}) {
      load(join(root, 'app.js'));
      for (const step of ['onLaunch', 'onShow']) app[step]?.({ path, query, scene: 1001 });
      pages.open(`${path}?${new URLSearchParams(query)}`);
    },
    route: () => pages.stack.at(-1)?.route ?? '',
    text: () =>
      pages
        .nodes()
        .map((node) => node.v ?? '')
        .join(' '),
    byId,
    attribute,
    tap: (id) => fire(id, 'tap', {}),
    type: (id, text) => fire(id, 'input', { value: text }),
    fire,
    givePhone: (id) =>
      nativeButton(id, 'getPhoneNumber', async () => {
        const code = await outside.phoneCode();
        return code === null ? { errMsg: 'getPhoneNumber:fail user deny' } : { errMsg: 'getPhoneNumber:ok', code };
      }),
    chooseAvatar: (id, file) => nativeButton(id, 'chooseAvatar', async () => ({ avatarUrl: file })),
    goBack() {
      pages.close();
      pages.shown();
    },
    setDataBytes: () => pages.state.bytes,
    storage,
    network,
    privacy: gate,
  };
}
