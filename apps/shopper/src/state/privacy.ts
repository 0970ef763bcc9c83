import { type PrivacyAnswer, watchPrivacy } from '../platform/privacy';
import { createStore } from './store';

/** IDN-14: the question that waits for the person, and everything that waits for its answer. */
export const privacy = createStore<{ waiting: readonly ((given: PrivacyAnswer) => void)[] }>({ waiting: [] });

export function startPrivacyWatch(): void {
  watchPrivacy((answer) => privacy.set({ waiting: [...privacy.get().waiting, answer] }));
}

export function answerPrivacy(given: PrivacyAnswer): void {
  const { waiting } = privacy.get();
  privacy.set({ waiting: [] });
  for (const answer of waiting) answer(given);
}
