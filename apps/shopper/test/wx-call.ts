export interface WxOptions {
  success?: (answer: unknown) => void;
  fail?: (error: unknown) => void;
  complete?: (answer: unknown) => void;
  url?: string;
  method?: string;
  data?: unknown;
  header?: Record<string, string>;
  tmplIds?: string[];
}

/** One call: whoever gave callbacks gets no rejection, as in WeChat. */
export function settle(options: WxOptions, name: string, work: () => Promise<unknown>): Promise<unknown> {
  const done = work().then(
    (answer) => {
      const full = { errMsg: `${name}:ok`, ...(answer as object | undefined) };
      options.success?.(full);
      options.complete?.(full);
      return full;
    },
    (thrown: unknown) => {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      const error = { errMsg: `${name}:fail ${reason}` };
      options.fail?.(error);
      options.complete?.(error);
      if (!options.fail && !options.complete) throw error;
      return error;
    },
  );
  if (options.success || options.fail || options.complete) done.catch(() => undefined);
  return done;
}
