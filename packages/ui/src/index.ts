/** Shared parts of the staff front ends: tokens, shell, session, tables, live news. Knows no feature. */
export { boot } from './boot.tsx';
export { openGuide } from './guide/open-guide.ts';
export { type GuideStep, StaffGuide } from './guide/StaffGuide.tsx';
export { call } from './http/call.ts';
export { type Problem, problemKind, toProblem } from './http/problem.ts';
export { type Catalogue, differences, flatten, type TextKey, type Translated } from './i18n/catalogue.ts';
export { LANGUAGE_NAMES, LANGUAGES, type Language } from './i18n/language.ts';
export { useLanguage } from './i18n/use-language.ts';
export { type Text, useText, useUiText } from './i18n/use-text.ts';
export { Inbox, type MessageTarget } from './inbox/Inbox.tsx';
export { InboxBell } from './inbox/InboxBell.tsx';
export { useUnread } from './inbox/use-inbox.ts';
export { DateTime, TimeAgo, useAgeText } from './parts/DateTime.tsx';
export { type Fact, Facts } from './parts/Facts.tsx';
export { FormDrawer } from './parts/FormDrawer.tsx';
export { PriceInput } from './parts/form.tsx';
export { LiveBadge } from './parts/LiveBadge.tsx';
export { MaskedText } from './parts/MaskedText.tsx';
export { Money } from './parts/Money.tsx';
export { parsePrice, priceText } from './parts/money.ts';
export { QrSquare } from './parts/QrSquare.tsx';
export { ReasonDialog } from './parts/ReasonDialog.tsx';
export { Figure, PageHead, Section } from './parts/Section.tsx';
export { StatusTag, type Tone } from './parts/StatusTag.tsx';
export {
  BlockSkeleton,
  EmptyState,
  ErrorState,
  Loaded,
  NoPermission,
  NotFound,
  TileSkeleton,
} from './parts/states.tsx';
export { Timeline, type TimelineEntry } from './parts/Timeline.tsx';
export { timeText } from './parts/time.ts';
export { useNow } from './parts/use-now.ts';
export { useConnection, useNews } from './realtime/use-realtime.tsx';
export type { News } from './realtime/wire.ts';
export { ServingList } from './serving/ServingList.tsx';
export { ChangePasswordDialog } from './session/ChangePassword.tsx';
export { NightStreet } from './session/NightStreet.tsx';
export { SessionGate } from './session/session.tsx';
export { type Session, useSession } from './session/use-session.ts';
export { AccountMenu } from './shell/AccountMenu.tsx';
export { AgentShell } from './shell/AgentShell.tsx';
export { BrandMark } from './shell/BrandMark.tsx';
export type { Found } from './shell/CommandPalette.tsx';
export { ConsoleShell } from './shell/ConsoleShell.tsx';
export type { MenuGroup, MenuItem } from './shell/menu.ts';
export { LanguageSwitch, ThemeSwitch } from './shell/Preferences.tsx';
export { useBreakpoint } from './shell/use-breakpoint.ts';
export { type Column, DataTable } from './table/DataTable.tsx';
export { DetailDrawer } from './table/DetailDrawer.tsx';
export type { Filter } from './table/FilterBar.tsx';
export { ListPage } from './table/ListPage.tsx';
export { saveExport } from './table/ServerExport.tsx';
export { instantAt } from './table/store-days.ts';
export { type ListSearch, listSearch, parseSearch, stringifySearch } from './table/url-state.ts';
export { useColumnKit } from './table/use-column-kit.tsx';
export { type ItemOf, type ListState, useList } from './table/use-list.ts';
export type { ThemePreference } from './theme/preference.ts';
export { useThemePreference } from './theme/use-theme-preference.ts';
export { openTwoFactor } from './two-factor/guide.ts';
export { TwoFactorState } from './two-factor/TwoFactorDialog.tsx';
export { type RecordEntry, RecordTimeline } from './words/RecordTimeline.tsx';
export { StateTag, toneOf } from './words/StateTag.tsx';
export { useWord, useWordOptions } from './words/use-word.ts';
export type { VisitFlag, WordKind } from './words/vocabulary.ts';
