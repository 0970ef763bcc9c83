/** An error answer as the channel writes it: `{code, message, detail}`. */
export class WireError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: WireErrorDetail | undefined;

  constructor(status: number, code: string, message: string, detail?: WireErrorDetail) {
    super(message);
    this.name = 'WireError';
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}

export interface WireErrorDetail {
  field?: string;
  value?: unknown;
  issue: string;
  location: 'body' | 'query' | 'path' | 'header' | 'authorization';
}

export const paramError = (detail: WireErrorDetail) => new WireError(400, 'PARAM_ERROR', '参数错误', detail);
export const invalidRequest = (message: string) => new WireError(400, 'INVALID_REQUEST', message);
export const signError = (issue: string) =>
  new WireError(401, 'SIGN_ERROR', '错误的签名，验签失败', { issue, location: 'authorization' });
export const orderNotExist = () => new WireError(404, 'ORDER_NOT_EXIST', '订单不存在');
export const resourceNotExists = (message: string) => new WireError(404, 'RESOURCE_NOT_EXISTS', message);
export const outTradeNoUsed = () => new WireError(403, 'OUT_TRADE_NO_USED', '商户订单号重复');
export const orderClosed = () => new WireError(400, 'ORDER_CLOSED', '订单已关闭');
