export interface SubscriptionAnswer {
  templateId: string;
  answer: 'accept' | 'reject' | 'ban' | 'filter';
}

export interface Subscribing {
  /** Whether this target can ask for consents to subscription messages at all. */
  possible: boolean;
  /** WeChat's own prompt about at most three templates; none answered when it may not be shown now. */
  ask(templateIds: readonly string[]): Promise<SubscriptionAnswer[]>;
}
