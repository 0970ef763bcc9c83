import { type Answer, api } from '../api';
import { subscribing } from '../platform/subscribe';

export type MessagePreferences = Answer<'GET /me/message-preferences'>;
export type PromptMoment = 'paid' | 'topped_up' | 'settings';

/**
 * MSG-5: asks the server which consents are worth a prompt at a moment. WeChat lets us prompt only in the answer to a tap
 * or to its cashier, so this is asked beforehand; the answer shows the prompt, and tells what came of it, if anything did.
 */
export function preparePrompt(moment: PromptMoment): () => Promise<MessagePreferences | null> {
  if (!subscribing.possible) return async () => null;
  const planned = api('GET /me/subscription-prompts', { query: { moment } }).then(
    ({ templates }) => templates.map(({ templateId }) => templateId),
    () => [],
  );
  return async () => {
    const ids = await planned;
    const answers = ids.length > 0 ? await subscribing.ask(ids) : [];
    if (answers.length === 0) return null;
    // Not told is only not counted: WeChat judges by its own count.
    return api('POST /me/subscription-answers', { body: { answers } }).catch(() => null);
  };
}
