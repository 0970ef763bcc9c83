import Taro from '@tarojs/taro';

/** The phone's language as a tag, like `zh-CN`. */
export function deviceLanguage(): string {
  return Taro.getAppBaseInfo().language?.replace('_', '-') ?? 'zh-CN';
}
