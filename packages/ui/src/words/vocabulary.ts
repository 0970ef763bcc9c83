import type {
  AlertKind,
  Bearer,
  BookingChargeKind,
  BookingChargeState,
  BookingKind,
  BookingState,
  CartState,
  CaseDecision,
  CaseKind,
  CleaningState,
  CommandState,
  Connectivity,
  CouponBatchState,
  CouponGrantRule,
  CouponKind,
  CouponState,
  DeviceKind,
  DeviceState,
  DoorAvailability,
  ExportKind,
  ExportState,
  FulfilmentState,
  MemberState,
  Menu,
  MessageKind,
  MovementKind,
  OpeningPurpose,
  OpeningState,
  OrderAbnormality,
  OrderState,
  PaymentChannel,
  PaymentMethod,
  PaymentState,
  PowerStep,
  PresetRole,
  PriceReviewState,
  RefundGoods,
  RefundState,
  ReviewReportReason,
  ReviewState,
  RoomKind,
  RoomMode,
  RoomState,
  ScopeKind,
  ServiceKind,
  ServiceOutcome,
  ShelfState,
  StaffState,
  StockPolicy,
  StoreKind,
  StoreState,
  VisitEnding,
  VisitState,
} from '@latchkey/contract';
import type { BookingHappening } from './rooms/happening.ts';

/** The contract's enumerations in a person's words; a word missing in a language does not compile. */
export type Vocabulary = {
  alert: Record<AlertKind, string>;
  availability: Record<DoorAvailability, string>;
  bearer: Record<Bearer, string>;
  caseKind: Record<CaseKind, string>;
  caseDecision: Record<CaseDecision, string>;
  cart: Record<CartState, string>;
  command: Record<CommandState, string>;
  connectivity: Record<Connectivity, string>;
  couponBatch: Record<CouponBatchState, string>;
  couponKind: Record<CouponKind, string>;
  couponRule: Record<CouponGrantRule, string>;
  coupon: Record<CouponState, string>;
  device: Record<DeviceState, string>;
  deviceKind: Record<DeviceKind, string>;
  ending: Record<VisitEnding, string>;
  fulfilment: Record<FulfilmentState, string>;
  member: Record<MemberState, string>;
  menu: Record<Menu, string>;
  message: Record<MessageKind, string>;
  method: Record<PaymentMethod, string>;
  movement: Record<MovementKind, string>;
  opening: Record<OpeningState, string>;
  openingPurpose: Record<OpeningPurpose, string>;
  order: Record<OrderState, string>;
  abnormality: Record<OrderAbnormality, string>;
  payment: Record<PaymentState, string>;
  channel: Record<PaymentChannel, string>;
  review: Record<ReviewState, string>;
  reviewReport: Record<ReviewReportReason, string>;
  priceReview: Record<PriceReviewState, string>;
  exportKind: Record<ExportKind, string>;
  exportState: Record<ExportState, string>;
  refund: Record<RefundState, string>;
  refundGoods: Record<RefundGoods, string>;
  found: Record<'paid' | 'open' | 'failed' | 'closed' | 'unknown' | 'unreachable', string>;
  channelCode: Record<ChannelCode, string>;
  role: Record<PresetRole, string>;
  scope: Record<ScopeKind, string>;
  service: Record<ServiceKind, string>;
  outcome: Record<ServiceOutcome, string>;
  shelf: Record<ShelfState, string>;
  staff: Record<StaffState, string>;
  stockPolicy: Record<StockPolicy, string>;
  storeKind: Record<StoreKind, string>;
  store: Record<StoreState, string>;
  visit: Record<VisitState, string>;
  visitFlag: Record<VisitFlag, string>;
  /** Entries of timelines by their names, dots written as underscores. */
  happening: Record<Happening, string>;
  cause: Record<'timeout' | 'cancelled', string>;
  helpReason: Record<'door' | 'barcode' | 'payment' | 'other', string>;
  /** What devices answer and report, and what alerts carry. */
  code: Record<DeviceWord, string>;
  booking: Record<BookingState, string>;
  bookingKind: Record<BookingKind, string>;
  cleaning: Record<CleaningState, string>;
  bookingCharge: Record<BookingChargeKind, string>;
  bookingChargeState: Record<BookingChargeState, string>;
  power: Record<PowerStep, string>;
  room: Record<RoomState, string>;
  roomKind: Record<RoomKind, string>;
  roomMode: Record<RoomMode, string>;
  /** What timelines of bookings tell beside `happening`. */
  bookingHappening: Record<BookingHappening, string>;
  endedBy: Record<'customer' | 'staff' | 'ladder', string>;
  level: Record<'standard', string>;
  contact: Record<'open' | 'closed' | 'unknown', string>;
  actor: Record<'customer' | 'staff' | 'system' | 'device' | 'channel', string>;
};

/** What timelines and devices tell: files of their own. */
export type Told = Pick<Vocabulary, 'happening' | 'cause' | 'helpReason' | 'code'>;

/** Rooms and bookings: files of their own. */
export type RoomWords = Pick<
  Vocabulary,
  | 'booking'
  | 'bookingKind'
  | 'cleaning'
  | 'bookingCharge'
  | 'bookingChargeState'
  | 'power'
  | 'room'
  | 'roomKind'
  | 'roomMode'
  | 'bookingHappening'
  | 'endedBy'
>;

export type VisitFlag =
  | 'abnormal_member'
  | 'first_visit'
  | 'tailgating'
  | 'overstay'
  | 'unpaid_cart'
  | 'exit_requested'
  | 'emergency'
  | 'help'
  | 'lost_contact';

export type Happening =
  | 'door_requested'
  | 'door_released'
  | 'door_opened'
  | 'door_closed'
  | 'door_failed'
  | 'door_unused'
  | 'door_answered_late'
  | 'door_held_open'
  | 'door_forced'
  | 'door_locked'
  | 'door_unlocked'
  | 'visit_entered'
  | 'visit_ended'
  | 'visit_paid'
  | 'visit_exit_requested'
  | 'visit_exit_button'
  | 'visit_emergency'
  | 'visit_help_requested'
  | 'visit_overstay'
  | 'visit_tailgating'
  | 'cart_scanned'
  | 'cart_quantity'
  | 'cart_cleared'
  | 'cart_coupon'
  | 'cart_restored'
  | 'order_placed'
  | 'order_paid'
  | 'order_completed'
  | 'order_closed'
  | 'order_abnormal'
  | 'order_revived'
  | 'order_channel_asked'
  | 'order_channel_found'
  | 'payment_second'
  | 'payment_failed'
  | 'refund_requested'
  | 'refund_succeeded'
  | 'refund_failed'
  | 'refund_retried'
  | 'refund_given_up'
  | 'coupon_returned'
  | 'desk_open_door_settled'
  | 'desk_lock_door_settled'
  | 'desk_grant_exit_settled'
  | 'desk_mark_abnormal_settled'
  | 'desk_open_door'
  | 'desk_lock_door'
  | 'desk_grant_exit'
  | 'desk_mark_abnormal'
  | 'visit_case_opened'
  | 'visit_case_decided'
  | 'alert_escalated'
  | 'desk_decide_case'
  | 'desk_open_room_door'
  | 'desk_power_on'
  | 'desk_power_keep'
  | 'desk_power_off'
  | 'desk_speak'
  | 'desk_end_session'
  | 'desk_extend_session';

/** Why a channel refused; a code that is not here is shown as it came. */
export type ChannelCode =
  | 'payment_refused'
  | 'channel_refused'
  | 'channel_unavailable'
  | 'expired'
  | 'NOT_ENOUGH'
  | 'RULE_LIMIT'
  | 'NO_AUTH'
  | 'PARAM_ERROR'
  | 'INVALID_REQUEST'
  | 'RESOURCE_NOT_EXISTS'
  | 'USER_ACCOUNT_ABNORMAL'
  | 'ABNORMAL'
  | 'CLOSED'
  | 'FREQUENCY_LIMITED'
  | 'SYSTEM_ERROR';

export type DeviceWord =
  | 'lockdown'
  | 'refund_rejected'
  | 'keypad_locked'
  | 'unknown_offline_code'
  | 'clock_unknown'
  | 'lock_stuck'
  | 'door_open'
  | 'door_not_opened'
  | 'device_error'
  | 'device_offline'
  | 'rejected'
  | 'timed_out'
  | 'expired'
  | 'failed'
  | 'bad_arguments'
  | 'unknown_command'
  | 'clock_skew'
  | 'no_communication'
  | 'no_picture'
  | 'door_held_open'
  | 'door_forced'
  | 'low_battery'
  | 'smoke'
  | 'tailgating'
  | 'overstay'
  | 'codes_guessed'
  | 'room_overrun'
  | 'room_late'
  | 'lost_contact'
  | 'abnormal_member'
  | 'first_visit'
  | 'customer'
  | 'exit_button'
  | 'bad_input'
  | 'paid_at_channel'
  | 'amount_differs'
  | 'late_payment'
  | 'payment_failed'
  | 'out_of_stock'
  | 'second'
  | 'unpaid'
  | 'sensor_fault'
  | 'missed_exit'
  | 'frozen_member'
  | 'frozen_refused'
  | 'door.forced';

export type WordKind = keyof Vocabulary;
