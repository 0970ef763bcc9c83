import Taro from '@tarojs/taro';
import type { Subscribing, SubscriptionAnswer } from './subscribe-types';

const known: readonly string[] = ['accept', 'reject', 'ban', 'filter'];

export const subscribing: Subscribing = {
  possible: true,
  async ask(templateIds) {
    try {
      const answer = await Taro.requestSubscribeMessage({ tmplIds: [...templateIds], entityIds: [] });
      const given = new Map<string, unknown>(Object.entries(answer));
      return templateIds
        .map((templateId) => ({ templateId, answer: String(given.get(templateId)) }))
        .filter((one): one is SubscriptionAnswer => known.includes(one.answer));
    } catch {
      return [];
    }
  },
};
