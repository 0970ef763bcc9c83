export type PrivacyAnswer = 'agree' | 'disagree';

/** The browser asks its own question before each interface; there is nothing to answer for it. */
export function watchPrivacy(_onAsked: (answer: (given: PrivacyAnswer) => void) => void): void {}
