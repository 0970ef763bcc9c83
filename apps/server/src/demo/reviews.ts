import type { Context, ReadContext } from '../kernel/context.ts';
import { ordersOfVisits } from '../modules/orders/index.ts';
import { writeReview } from '../modules/reviews/index.ts';
import { createRandom } from './random.ts';

/** A course of its own, so that the visits of the demo stay the same whoever reviews them. */
const random = createRandom(20_261_123);

const words: readonly { text: string; stars: readonly [number, number, number, number] }[] = [
  { text: '下班顺路进来，扫码开门很快，饮料都是冰的，付完款门自己开，省心。', stars: [5, 5, 5, 5] },
  { text: '半夜饿了过来买泡面和关东煮，灯一直亮着，很安心。', stars: [5, 5, 4, 5] },
  { text: '东西摆得整齐，价签清楚，临期的还有折扣。', stars: [5, 4, 5, 4] },
  { text: '有一瓶水扫不出来，点了求助，客服马上说话帮我处理了，态度很好。', stars: [4, 3, 4, 5] },
  { text: '门开得有点慢，等了几秒，其他都不错。', stars: [4, 3, 4, 4] },
  { text: '想买的酸奶卖完了，希望补货勤一点。', stars: [4, 4, 2, 4] },
  { text: '地面有点水渍，货架倒是干净。', stars: [3, 4, 4, 4] },
  { text: '离公司最近的一家，几乎每天都来，会员券也好用。', stars: [5, 5, 5, 5] },
  { text: '空调开得很足，等人的时候坐一会儿挺舒服。', stars: [5, 4, 4, 5] },
  { text: '第一次用无人店，跟着提示一步步来就会了。', stars: [5, 5, 4, 4] },
  { text: '结账排不到队这点太好了，就是品类还可以再多些。', stars: [4, 5, 3, 4] },
  { text: '', stars: [5, 5, 5, 5] },
  { text: '', stars: [4, 4, 4, 4] },
];

/** ORG-13: about every eighth buyer says how it was, on the way out. */
export async function maybeReview(
  reading: ReadContext,
  act: <T>(work: (ctx: Context) => Promise<T>) => Promise<T>,
  visitId: string,
): Promise<void> {
  if (random.chance(0.12)) await reviewVisit(reading, act, visitId);
}

/** One of the demo's reviews of what a visit bought; nothing for an order that was not carried out yet. */
export async function reviewVisit(
  reading: ReadContext,
  act: <T>(work: (ctx: Context) => Promise<T>) => Promise<T>,
  visitId: string,
): Promise<void> {
  const [order] = (await ordersOfVisits(reading, [visitId])).get(visitId) ?? [];
  if (order?.state !== 'completed') return;
  const { text, stars } = random.pick(words);
  const [environment, facilities, products, service] = stars;
  await act((ctx) =>
    writeReview(ctx, {
      ...{ subject: 'order', subjectId: order.id, text, photos: [] },
      stars: { environment, facilities, products, service },
    }),
  );
}
