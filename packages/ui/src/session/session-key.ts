/** Under which the answer to “who is there” is kept. */
export const SESSION_KEY = ['session', 'me'] as const;
