// The parts of `wx` that the shopper calls, answering as WeChat does: by promise or by callbacks, never at once.

export interface WxOptions {
  success?: (answer: unknown) => void;
  fail?: (error: unknown) => void;
  complete?: (answer: unknown) => void;
  url?: string;
  method?: string;
  data?: unknown;
  header?: Record<string, string>;
  key?: string;
}

const windowInfo = {
  SDKVersion: '3.8.0',
  platform: 'devtools',
  system: 'iOS 17.0',
  windowWidth: 390,
  windowHeight: 844,
  screenWidth: 390,
  screenHeight: 844,
  pixelRatio: 3,
  statusBarHeight: 47,
  language: 'zh_CN',
  theme: 'light',
};
function settle(options: WxOptions, name: string, work: () => Promise<unknown>): Promise<unknown> {
  const done = work().then(
    (answer) => {
      const full = { errMsg: `${name}:ok`, ...(answer as object | undefined) };
      options.success?.(full);
      options.complete?.(full);
      return full;
    },
    (thrown: unknown) => {
      const error = { errMsg: `${name}:fail ${String(thrown)}` };
      options.fail?.(error);
      options.complete?.(error);
      if (!options.fail && !options.complete) throw error;
      return error;
    },
  );
  if (options.success || options.fail || options.complete) done.catch(() => undefined);
  return done;
}

/** wx.request over the real network; whatever address was built in, the test's server answers. */
async function request(options: WxOptions, origin: string): Promise<unknown> {
  const { pathname, search } = new URL(options.url ?? '');
  const answer = await fetch(origin + pathname + search, {
    method: options.method ?? 'GET',
    headers: options.header ?? {},
    ...(typeof options.data === 'string' ? { body: options.data } : {}),
  });
  const text = await answer.text();
  return { statusCode: answer.status, data: text === '' ? '' : JSON.parse(text), header: {}, cookies: [] };
}

/** WeChat's question before a protected interface; the page answers it. */
export type PrivacyListener = (resolve: (answer: { event: string; buttonId?: string }) => void, info: object) => void;

export interface WxWorld {
  /** Where requests really go. */
  origin: string;
  storage: Map<string, unknown>;
  sockets: { url: string; header: Record<string, string> }[];
  privacy: PrivacyListener[];
  /** What WeChat's scanner reads next. */
  scanned: string[];
  pages: { open(url: string): void; close(): void; closeAll(): void; shown(): void };
}

type Api = Record<string, (...given: never[]) => unknown>;

const system: Api = {
  getSystemInfoSync: () => windowInfo,
  getWindowInfo: () => windowInfo,
  getAppBaseInfo: () => windowInfo,
  getDeviceInfo: () => windowInfo,
  canIUse: () => true,
  nextTick: (work: () => void) => void Promise.resolve().then(work),
  getLaunchOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
  getEnterOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
  getMenuButtonBoundingClientRect: () => ({ top: 51, bottom: 83, left: 296, right: 383, width: 87, height: 32 }),
  login: (options: WxOptions = {}) => settle(options, 'login', async () => ({ code: 'wx-login-code' })),
  getSetting: (options: WxOptions = {}) => settle(options, 'getSetting', async () => ({ authSetting: {} })),
};

const network = ({ origin, sockets }: WxWorld): Api => ({
  request: (options: WxOptions) => {
    settle(options, 'request', () => request(options, origin)).catch(() => undefined);
    return { abort: () => undefined };
  },
  connectSocket: (options: WxOptions) => {
    sockets.push({ url: options.url ?? '', header: options.header ?? {} });
    settle(options, 'connectSocket', async () => ({})).catch(() => undefined);
    const ignore = () => undefined;
    return { onOpen: ignore, onMessage: ignore, onClose: ignore, onError: ignore, send: ignore, close: ignore };
  },
});

const kept = ({ storage }: WxWorld): Api => ({
  getStorageSync: (key: string) => storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
  removeStorageSync: (key: string) => void storage.delete(key),
});

const navigation = ({ pages }: WxWorld): Api => ({
  navigateTo: (options: WxOptions) => settle(options, 'navigateTo', async () => pages.open(options.url ?? '')),
  redirectTo: (options: WxOptions) =>
    settle(options, 'redirectTo', async () => {
      pages.close();
      pages.open(options.url ?? '');
    }),
  reLaunch: (options: WxOptions) =>
    settle(options, 'reLaunch', async () => {
      pages.closeAll();
      pages.open(options.url ?? '');
    }),
  navigateBack: (options: WxOptions = {}) =>
    settle(options, 'navigateBack', async () => {
      pages.close();
      pages.shown();
    }),
});

const asked = ({ privacy, scanned }: WxWorld): Api => ({
  onNeedPrivacyAuthorization: (listener: PrivacyListener) => void privacy.push(listener),
  openPrivacyContract: (options: WxOptions = {}) => settle(options, 'openPrivacyContract', async () => ({})),
  scanCode: (options: WxOptions = {}) =>
    settle(options, 'scanCode', async () => {
      const result = scanned.shift();
      if (result === undefined) throw new Error('cancel');
      return { result, scanType: 'QR_CODE', charSet: 'utf-8', path: '' };
    }),
});

const listeners = [
  'onNetworkStatusChange',
  'onThemeChange',
  'onAppShow',
  'onAppHide',
  'onError',
  'onUnhandledRejection',
];
const acts = [
  'setNavigationBarColor',
  'setBackgroundColor',
  'setClipboardData',
  'makePhoneCall',
  'requestPayment',
  'getLocation',
];

/** A plain object, as in WeChat: Taro finds what there is by its keys. The listed acts succeed and answer nothing. */
export function createWx(world: WxWorld): object {
  const quiet: Api = {};
  for (const name of listeners) quiet[name] = () => undefined;
  for (const name of acts) quiet[name] = (options: WxOptions = {}) => settle(options, name, async () => ({}));
  return { ...quiet, ...system, ...network(world), ...kept(world), ...navigation(world), ...asked(world) };
}
