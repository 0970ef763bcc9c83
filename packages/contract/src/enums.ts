import { z } from 'zod';

export * from './room-enums.ts';

export const storeKind = z.enum(['retail', 'rooms', 'both']);
export const storeState = z.enum(['open', 'closed', 'abnormal', 'suspended']);
/** What a customer may expect at the door now: VIS-2's store-side reasons in one word. */
export const doorAvailability = z.enum([
  'open',
  'closed',
  'unattended_off',
  'lockdown',
  'full',
  'offline',
  'suspended',
]);
export const memberState = z.enum(['normal', 'frozen', 'abnormal']);
/** VIS-14: how far an opening got; `rejected`, `timed_out`, `expired` and `failed` are ends without an opening. */
export const openingState = z.enum([
  'requested',
  'sent',
  'acknowledged',
  'opened',
  'rejected',
  'timed_out',
  'expired',
  'failed',
]);
export const openingPurpose = z.enum([
  'entry',
  're_entry',
  'exit_paid',
  'exit_granted',
  'exit_policy',
  'agent',
  'emergency',
]);
export const visitState = z.enum(['entering', 'inside', 'leaving', 'ended', 'timed_out', 'abnormal']);
export const visitEnding = z.enum(['purchase', 'no_purchase', 'emergency', 'timed_out', 'abnormal']);
export const cartState = z.enum(['open', 'checked_out', 'expired', 'abandoned']);
/** ORD-4. */
export const orderState = z.enum(['pending_payment', 'paid', 'completed', 'closed', 'partially_refunded', 'refunded']);
export const orderAbnormality = z.enum([
  'paid_at_channel',
  'amount_differs',
  'late_payment',
  'payment_failed',
  'out_of_stock',
]);
/** ORD-17: fulfilment beside payment. */
export const fulfilmentState = z.enum([
  'received',
  'preparing',
  'ready',
  'shipped',
  'delivered',
  'completed',
  'returned',
]);
export const paymentChannel = z.enum(['wechat', 'alipay', 'unionpay', 'balance', 'external']);
export const paymentMethod = z.enum(['h5', 'jsapi', 'native', 'code', 'balance', 'external']);
export const paymentState = z.enum(['created', 'requesting', 'awaiting_payer', 'succeeded', 'failed', 'closed']);
/** What a payment attempt pays for. */
export const paymentPurpose = z.enum(['order', 'top_up', 'booking']);
export const refundState = z.enum(['created', 'requesting', 'processing', 'succeeded', 'failed', 'closed']);
export const topUpState = z.enum(['awaiting_payment', 'paid', 'partially_refunded', 'refunded']);
/** PAY-11: what moved a stored balance. */
export const balanceEntryKind = z.enum(['top_up', 'spend', 'refund', 'top_up_refund', 'merge', 'lapse']);
/** Why money goes back: a sale is undone, or it never was the sale's. */
export const refundPurpose = z.enum(['sale', 'late_payment', 'second_payment']);
/** ORD-9: what became of refunded goods. */
export const refundGoods = z.enum(['kept', 'returned', 'written_off']);
export const couponKind = z.enum(['fixed', 'threshold', 'percentage', 'gift', 'time_card']);
/** Why a coupon does not work on a price. */
export const couponObstacle = z.enum(['not_yet_valid', 'expired', 'other_store', 'below_threshold', 'nothing_to_pay']);
export const couponState = z.enum(['available', 'reserved', 'used', 'expired', 'revoked']);
export const couponBatchState = z.enum(['draft', 'running', 'stopped', 'ended']);
export const couponGrantRule = z.enum(['manual', 'registration', 'batch']);
/** Who bears a discount (LED-2). */
export const bearer = z.enum(['platform', 'store']);
export const stockPolicy = z.enum(['strict', 'allow_negative']);
export const movementKind = z.enum([
  'receive',
  'sell',
  'return',
  'transfer_out',
  'transfer_in',
  'count',
  'damage',
  'expire',
  'reserve',
  'release',
]);
export const shelfState = z.enum(['on', 'off']);
/** CAT-4: what became of a price that a store asked for. `superseded`: the store or the platform set another one since. */
export const priceReviewState = z.enum(['pending', 'approved', 'rejected', 'withdrawn', 'superseded']);
/** The lists that can be written to a file. */
export const exportKind = z.enum([
  'orders',
  'visits',
  'members',
  'journals',
  'audit',
  'products',
  'listings',
  'movements',
  'payments',
  'refunds',
  'services',
  'bookings',
  'sessions',
]);
export const exportFormat = z.enum(['csv', 'xlsx']);
export const exportState = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled', 'expired']);
export const deviceKind = z.enum([
  'door_controller',
  'camera',
  'scanner',
  'light',
  'air_conditioner',
  'speaker',
  'power_relay',
  'environment_sensor',
  'people_counter',
  'battery_lock',
  'vending_machine',
  'kiosk',
  'gateway',
]);
/** BKG-22: what a camera may look at; there is no zone inside a private room. */
export const cameraZone = z.enum(['entrance', 'corridor', 'sales_floor', 'outside']);
export type CameraZone = z.output<typeof cameraZone>;
/** What became of a camera's stream, as far as the answering server has tried. */
export const cameraState = z.enum([
  'unknown',
  'no_stream',
  'live',
  'connecting',
  'unreachable',
  'wrong_password',
  'no_picture',
]);
export type CameraState = z.output<typeof cameraState>;
/** VID-6: what somebody looks at pictures for. */
export const viewPurpose = z.enum(['attend', 'check', 'dispute', 'maintenance']);
export type ViewPurpose = z.output<typeof viewPurpose>;
export const deviceState = z.enum(['normal', 'abnormal', 'stopped']);
export const connectivity = z.enum(['online', 'offline', 'never']);
export const commandState = z.enum(['queued', 'sent', 'acknowledged', 'rejected', 'timed_out', 'expired']);
export const serviceKind = z.enum([
  'open_door',
  'lock_door',
  'grant_exit',
  'mark_abnormal',
  'snapshot',
  'talk',
  'report_fault',
  'lockdown',
  'lift_lockdown',
  'decide_case',
  'open_room_door',
  'power_on',
  'power_keep',
  'power_off',
  'speak',
  'end_session',
  'extend_session',
]);
export const serviceOutcome = z.enum(['waiting', 'succeeded', 'failed']);
export const alertKind = z.enum([
  'entry',
  'help',
  'exit_request',
  'emergency',
  'fault',
  'forced_door',
  'overstay',
  'payment',
  'case',
]);
/** VIS-17: why an open visit needs a person's decision. */
export const caseKind = z.enum(['unpaid', 'lost_contact', 'sensor_fault']);
/** VIS-17: what the person found. `still_inside` leaves the visit open and asks again later; the others end it. */
export const caseDecision = z.enum(['left', 'left_unpaid', 'device_fault', 'still_inside']);
/** UX-11: what shows a member of staff around at first. */
export const guide = z.enum(['agent', 'console']);
export const staffState = z.enum(['active', 'frozen']);
export const scopeKind = z.enum(['all', 'region', 'entity', 'stores', 'own']);
export const messageKind = z.enum([
  'order',
  'payment',
  'coupon',
  'visit',
  'system',
  'sign_in_code',
  'stock',
  'device',
  'booking',
  'level',
  'payout',
  'permit',
]);
/** MSG-5: what a WeChat subscription template is used for. */
export const subscriptionPurpose = z.enum(['order', 'refund', 'visit', 'balance']);
/** MSG-5: when the mini-program may ask for consents. */
export const promptMoment = z.enum(['paid', 'topped_up', 'settings']);
/** MSG-1: kinds of messages that a customer may keep to the inbox alone. */
export const mutableKind = z.enum(['order', 'payment', 'coupon', 'visit']);

export type Guide = z.infer<typeof guide>;
export type StoreKind = z.infer<typeof storeKind>;
export type StoreState = z.infer<typeof storeState>;
export type DoorAvailability = z.infer<typeof doorAvailability>;
export type MemberState = z.infer<typeof memberState>;
export type OpeningState = z.infer<typeof openingState>;
export type OpeningPurpose = z.infer<typeof openingPurpose>;
export type VisitState = z.infer<typeof visitState>;
export type VisitEnding = z.infer<typeof visitEnding>;
export type CartState = z.infer<typeof cartState>;
export type OrderState = z.infer<typeof orderState>;
export type OrderAbnormality = z.infer<typeof orderAbnormality>;
export type FulfilmentState = z.infer<typeof fulfilmentState>;
export type PaymentChannel = z.infer<typeof paymentChannel>;
export type PaymentMethod = z.infer<typeof paymentMethod>;
export type PaymentState = z.infer<typeof paymentState>;
export type RefundState = z.infer<typeof refundState>;
export type PaymentPurpose = z.infer<typeof paymentPurpose>;
export type TopUpState = z.infer<typeof topUpState>;
export type BalanceEntryKind = z.infer<typeof balanceEntryKind>;
export type RefundPurpose = z.infer<typeof refundPurpose>;
export type RefundGoods = z.infer<typeof refundGoods>;
export type CouponKind = z.infer<typeof couponKind>;
export type CouponState = z.infer<typeof couponState>;
export type CouponBatchState = z.infer<typeof couponBatchState>;
export type CouponGrantRule = z.infer<typeof couponGrantRule>;
export type Bearer = z.infer<typeof bearer>;
export type StockPolicy = z.infer<typeof stockPolicy>;
export type MovementKind = z.infer<typeof movementKind>;
export type ShelfState = z.infer<typeof shelfState>;
export type PriceReviewState = z.infer<typeof priceReviewState>;
export type ExportKind = z.infer<typeof exportKind>;
export type ExportFormat = z.infer<typeof exportFormat>;
export type ExportState = z.infer<typeof exportState>;
export type DeviceKind = z.infer<typeof deviceKind>;
export type DeviceState = z.infer<typeof deviceState>;
export type Connectivity = z.infer<typeof connectivity>;
export type CommandState = z.infer<typeof commandState>;
export type ServiceKind = z.infer<typeof serviceKind>;
export type ServiceOutcome = z.infer<typeof serviceOutcome>;
export type AlertKind = z.infer<typeof alertKind>;
export type CaseKind = z.infer<typeof caseKind>;
export type CaseDecision = z.infer<typeof caseDecision>;
export type StaffState = z.infer<typeof staffState>;
export type ScopeKind = z.infer<typeof scopeKind>;
export type MessageKind = z.infer<typeof messageKind>;
export type SubscriptionPurpose = z.infer<typeof subscriptionPurpose>;
export type PromptMoment = z.infer<typeof promptMoment>;

export const reviewSubject = z.enum(['order', 'booking']);
export type ReviewSubject = z.infer<typeof reviewSubject>;
export const reviewState = z.enum(['shown', 'hidden', 'deleted']);
export type ReviewState = z.infer<typeof reviewState>;
export const reviewReportReason = z.enum(['abuse', 'advertising', 'privacy', 'untrue', 'other']);
export type ReviewReportReason = z.infer<typeof reviewReportReason>;
