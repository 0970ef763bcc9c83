/** Last good answers by key: a screen that opens again shows them at once and reads afresh behind them. */
export const keptAnswers = new Map<string, { data: unknown; at: number }>();
