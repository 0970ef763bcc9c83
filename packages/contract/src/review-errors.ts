import { type ErrorDeclaration, e } from './error-declaration.ts';

/** ORG-13: what reviewing answers instead. */
export const reviewErrors = {
  review_not_possible: e(
    409,
    '订单完成后 {days} 天内可以评价',
    'Reviews are open for {days} days after completion',
    '訂單完成後 {days} 天內可以評價',
  ),
  review_exists: e(409, '这笔订单已经评价过了', 'You have reviewed this already', '這筆訂單已經評價過了'),
  review_closed: e(
    409,
    '评价发布 {days} 天后不能再修改或删除',
    'A review can be changed for {days} days',
    '評價發布 {days} 天後不能再修改或刪除',
  ),
  review_reported: e(409, '您已经举报过这条评价', 'You have reported this review already', '您已經檢舉過這則評價'),
} satisfies Record<string, ErrorDeclaration>;
