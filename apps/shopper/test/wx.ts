// The parts of `wx` that the shopper calls, answering as WeChat does: by promise or by callbacks, never at once.
import type { Outside } from './outside.ts';
import { settle, type WxOptions } from './wx-call.ts';
import { networkApi } from './wx-network.ts';

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

/** WeChat's question before a protected interface; the page answers it. */
type PrivacyListener = (
  resolve: (answer: { event: string; buttonId?: string }) => void,
  info: { referrer: string },
) => void;

export interface Pages {
  open(url: string): void;
  close(): void;
  closeAll(): void;
  shown(): void;
  /** Whether a button of this open type is on the page that is on show. */
  holds(id: string, openType: string): boolean;
}

/** Holds protected interfaces back until the person agreed to the privacy notice, once for all of them. */
export interface PrivacyGate {
  pass(referrer: string): Promise<void>;
  /** The interfaces that were held back, in their order. */
  readonly asked: string[];
  agreed(): boolean;
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
};

const kept = (storage: Map<string, unknown>): Api => ({
  getStorageSync: (key: string) => storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
  removeStorageSync: (key: string) => void storage.delete(key),
  getFileSystemManager: () => ({
    // Files lie beside what is kept, under their paths.
    readFile: (options: WxOptions & { filePath: string }) =>
      settle(options, 'readFile', async () => {
        if (!storage.has(options.filePath)) throw new Error(`no such file ${options.filePath}`);
        return { data: storage.get(options.filePath) };
      }),
  }),
});

const navigation = (pages: Pages): Api => ({
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

function privacyGate(pages: Pages): PrivacyGate & { listeners: PrivacyListener[] } {
  const listeners: PrivacyListener[] = [];
  const asked: string[] = [];
  let agreed = false;
  return {
    listeners,
    asked,
    agreed: () => agreed,
    async pass(referrer) {
      if (agreed) return;
      asked.push(referrer);
      const listener = listeners.at(-1);
      if (!listener) throw new Error('privacy permission is not authorized');
      const answer = await new Promise<{ event: string; buttonId?: string }>((done) => listener(done, { referrer }));
      // WeChat takes an agreement only from a button of its own kind.
      agreed = answer.event === 'agree' && pages.holds(answer.buttonId ?? '', 'agreePrivacyAuthorization');
      if (!agreed) throw new Error('privacy permission is not authorized');
    },
  };
}

/** What WeChat asks the person, or the person's phone. */
const people = (outside: Outside, gate: ReturnType<typeof privacyGate>): Api => ({
  onNeedPrivacyAuthorization: (listener: PrivacyListener) => void gate.listeners.push(listener),
  requirePrivacyAuthorize: (options: WxOptions = {}) =>
    settle(options, 'requirePrivacyAuthorize', () => gate.pass('requirePrivacyAuthorize')),
  openPrivacyContract: (options: WxOptions = {}) => settle(options, 'openPrivacyContract', async () => ({})),
  login: (options: WxOptions = {}) => settle(options, 'login', async () => ({ code: await outside.loginCode() })),
  getSetting: (options: WxOptions = {}) =>
    settle(options, 'getSetting', async () => ({
      authSetting: { 'scope.userLocation': gate.agreed() && outside.position !== null },
    })),
  getLocation: (options: WxOptions = {}) =>
    settle(options, 'getLocation', async () => {
      await gate.pass('getLocation');
      if (!outside.position) throw new Error('auth deny');
      return outside.position;
    }),
  setClipboardData: (options: WxOptions = {}) =>
    settle(options, 'setClipboardData', () => gate.pass('setClipboardData')),
  scanCode: (options: WxOptions = {}) =>
    settle(options, 'scanCode', async () => {
      const result = outside.scanned.shift();
      if (result === undefined) throw new Error('cancel');
      return { result, scanType: 'QR_CODE', charSet: 'utf-8', path: '' };
    }),
  requestPayment: (options: WxOptions = {}) =>
    settle(options, 'requestPayment', () => outside.cashier(options as unknown as Record<string, string>)),
  requestSubscribeMessage: (options: WxOptions = {}) =>
    settle(options, 'requestSubscribeMessage', async () => {
      const ids = options.tmplIds ?? [];
      if (ids.length === 0 || ids.length > 3) throw new Error('tmplIds length should be in (0, 3]');
      return outside.subscribing(ids);
    }),
});

const quiet = ['onThemeChange', 'onAppShow', 'onAppHide', 'onError', 'onUnhandledRejection'];
const acts = ['setNavigationBarColor', 'setBackgroundColor', 'makePhoneCall', 'openSetting'];

/** A plain object, as in WeChat: Taro finds what there is by its keys. The listed acts succeed and answer nothing. */
export function createWx(outside: Outside, storage: Map<string, unknown>, pages: Pages) {
  const gate = privacyGate(pages);
  const network = networkApi(outside);
  const simple: Api = {};
  for (const name of quiet) simple[name] = () => undefined;
  for (const name of acts) simple[name] = (options: WxOptions = {}) => settle(options, name, async () => ({}));
  const wx = {
    ...simple,
    ...system,
    ...kept(storage),
    ...navigation(pages),
    ...people(outside, gate),
    ...network.api,
  };
  return { wx: wx as object, gate: gate as PrivacyGate, network };
}
