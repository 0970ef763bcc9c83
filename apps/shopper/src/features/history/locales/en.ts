import type zhCN from './zh-CN';

const en: Record<keyof typeof zhCN, string> = {
  'visits.title': 'Visits',
  'visits.one': 'Visit',
  'visits.number': 'Visit number',
  'visits.lasted': 'Stayed for',
  'visits.timeline': 'What happened',
  'visits.emptyTitle': 'No visits yet',
  'visits.emptyText': 'After your first visit, everything that happened is here.',
  'visitEnding.purchase': 'Bought',
  'visitEnding.no_purchase': 'No purchase',
  'visitEnding.emergency': 'Emergency exit',
  'visitEnding.timed_out': 'Timed out',
  'visitEnding.abnormal': 'With support',
};

export default en;
