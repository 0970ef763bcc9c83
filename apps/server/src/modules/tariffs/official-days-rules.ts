// Official holidays and make-up workdays of mainland China.
// 2026: 国务院办公厅关于2026年部分节假日安排的通知 (国办发明电〔2025〕7号, 4 November 2025); the same days stand in the npm packages
// chinese-days 1.5.7 and chinese-workday 1.16.1.
// 2027: no notice was known when this was written. The days are those of the law alone: 全国年节及纪念日放假办法
// (国务院令第795号, 2024), with the lunar dates of the almanac; days off beside them and make-up workdays are missing.
// When the notice comes, add its days here, or by the console's calendar screen for the whole platform at once.

interface OfficialYear {
  status: 'announced' | 'law_only';
  source: string;
  /** First and last day off of each holiday. */
  holidays: readonly { label: string; from: string; to: string }[];
  /** Weekend days that are worked, with the holiday they make up for. */
  workdays: readonly { label: string; date: string }[];
}

export const OFFICIAL_YEARS: Readonly<Record<number, OfficialYear>> = {
  2026: {
    status: 'announced',
    source: '国办发明电〔2025〕7号',
    holidays: [
      { label: '元旦', from: '2026-01-01', to: '2026-01-03' },
      { label: '春节', from: '2026-02-15', to: '2026-02-23' },
      { label: '清明节', from: '2026-04-04', to: '2026-04-06' },
      { label: '劳动节', from: '2026-05-01', to: '2026-05-05' },
      { label: '端午节', from: '2026-06-19', to: '2026-06-21' },
      { label: '中秋节', from: '2026-09-25', to: '2026-09-27' },
      { label: '国庆节', from: '2026-10-01', to: '2026-10-07' },
    ],
    workdays: [
      { label: '元旦', date: '2026-01-04' },
      { label: '春节', date: '2026-02-14' },
      { label: '春节', date: '2026-02-28' },
      { label: '劳动节', date: '2026-05-09' },
      { label: '国庆节', date: '2026-09-20' },
      { label: '国庆节', date: '2026-10-10' },
    ],
  },
  2027: {
    status: 'law_only',
    source: '全国年节及纪念日放假办法（国务院令第795号）',
    holidays: [
      { label: '元旦', from: '2027-01-01', to: '2027-01-01' },
      { label: '春节', from: '2027-02-05', to: '2027-02-08' },
      { label: '清明节', from: '2027-04-05', to: '2027-04-05' },
      { label: '劳动节', from: '2027-05-01', to: '2027-05-02' },
      { label: '端午节', from: '2027-06-09', to: '2027-06-09' },
      { label: '中秋节', from: '2027-09-15', to: '2027-09-15' },
      { label: '国庆节', from: '2027-10-01', to: '2027-10-03' },
    ],
    workdays: [],
  },
};
