/** The world around a mini-program: the server's address, the person's answers, the cashier of WeChat. */
export interface Outside {
  /** Where requests and sockets really go, whatever address was built in. */
  origin: string;
  /** A code as of `wx.login`. */
  loginCode(): Promise<string>;
  /** A code as of the phone-number button; null when the person refuses. */
  phoneCode(): Promise<string | null>;
  /** What the scanner reads next; it is closed when there is nothing. */
  scanned: string[];
  /** What the phone tells about where it is, once it may. */
  position: { longitude: number; latitude: number } | null;
  /** What `wx.requestPayment` gets; throws `cancel` when the person gives up. */
  cashier(parameters: Record<string, string>): Promise<unknown>;
  /** What the person answers to a subscription prompt, by template. */
  subscribing(templateIds: readonly string[]): Promise<Record<string, 'accept' | 'reject' | 'ban' | 'filter'>>;
}
