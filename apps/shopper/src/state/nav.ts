import Taro, { getCurrentInstance } from '@tarojs/taro';

export type PageName =
  | 'home'
  | 'sign-in'
  | 'notice'
  | 'visit'
  | 'pay'
  | 'orders'
  | 'order'
  | 'coupons'
  | 'inbox'
  | 'me'
  | 'store'
  | 'nearby'
  | 'visits'
  | 'account'
  | 'wallet'
  | 'help'
  | 'rooms'
  | 'room'
  | 'booking'
  | 'bookings'
  | 'review'
  | 'reviews'
  | 'waiting'
  | 'message-settings';
export type PageParams = Record<string, string | undefined>;

export function address(page: PageName, params: PageParams = {}): string {
  const query = Object.entries(params)
    .filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return `/pages/${page}/index${query === '' ? '' : `?${query}`}`;
}

/** Opens a page on top of this one. */
export function open(page: PageName, params?: PageParams): void {
  void Taro.navigateTo({ url: address(page, params) });
}

/** Takes this page's place: going back skips it. */
export function replace(page: PageName, params?: PageParams): void {
  void Taro.redirectTo({ url: address(page, params) });
}

/** Drops every page below: for the tabs and for ends of a flow. */
export function restart(page: PageName, params?: PageParams): void {
  void Taro.reLaunch({ url: address(page, params) });
}

/** Back to where the person came from, or home when the page was opened by a link. */
export function back(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else restart('home');
}

/** A parameter of the page that is on show; addresses are decoded here and nowhere else. */
export function pageParam(name: string): string | null {
  const value: unknown = getCurrentInstance().router?.params?.[name];
  if (typeof value !== 'string' || value === '') return null;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
