/** Errors of the mini-program server API are HTTP 200 with an `errcode`. */
export const failure = (errcode: number, errmsg: string): { errcode: number; errmsg: string } => ({ errcode, errmsg });
