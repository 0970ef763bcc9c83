import Taro from '@tarojs/taro';

export type PrivacyAnswer = 'agree' | 'disagree';

/**
 * WeChat holds back every protected interface (position, album, clipboard, number) until the person agreed to the privacy
 * notice. It tells us here that one waits, and gets the answer.
 */
export function watchPrivacy(onAsked: (answer: (given: PrivacyAnswer) => void) => void): void {
  Taro.onNeedPrivacyAuthorization((resolve) =>
    onAsked((event) => resolve({ event, ...(event === 'agree' ? { buttonId: 'privacy-agree' } : {}) })),
  );
}

/** Opens the notice as it is registered with WeChat, over everything. */
export function readPrivacyContract(): void {
  Taro.openPrivacyContract({});
}
