import type { organisationSchemas, StoreKind } from '@latchkey/contract';

type WeekPlan = organisationSchemas.WeekPlan;

const daily = (from: string, to: string): WeekPlan['weekdays'] => Array.from({ length: 7 }, () => [{ from, to }]);
const workdaysAndWeekend = (
  work: readonly [string, string],
  weekend: readonly [string, string],
): WeekPlan['weekdays'] => [...daily(...work).slice(0, 5), ...daily(...weekend).slice(0, 2)];
const always = daily('00:00', '24:00');

/** Two companies own the stores. Fees in basis points. */
export const demoEntities = [
  {
    key: 'shiguang',
    name: '杭州拾光便利连锁有限公司',
    contactName: '陈思远',
    contactPhone: '13800000621',
    licenceNumber: '91330106MA2KDEM01X',
    payoutAccount: { holder: '杭州拾光便利连锁有限公司', bank: '招商银行杭州文三支行', number: '571907000010801' },
    serviceFee: 500,
    channelFeeBearer: 'entity',
  },
  {
    key: 'qinghe',
    name: '成都清和茶舍文化有限公司',
    contactName: '何静宜',
    contactPhone: '13900000318',
    licenceNumber: '91510107MA6KDEM02Y',
    payoutAccount: { holder: '成都清和茶舍文化有限公司', bank: '成都银行武侯支行', number: '1001300000552210' },
    serviceFee: 800,
    channelFeeBearer: 'platform',
  },
] as const;

/** Headquarters, and the regions under it. */
export const demoRegions = [
  { key: 'headquarters', name: '总部', parent: null },
  { key: 'east', name: '华东大区', parent: 'headquarters' },
  { key: 'south_west', name: '西南大区', parent: 'headquarters' },
] as const;

export interface DemoStore {
  key: string;
  entity: (typeof demoEntities)[number]['key'];
  region: (typeof demoRegions)[number]['key'];
  name: string;
  kind: StoreKind;
  city: string;
  address: string;
  /** GCJ-02, as Chinese maps show it. */
  position: { longitude: number; latitude: number };
  zone: string;
  phone: string;
  facilities: string[];
  hours: WeekPlan;
  /** null follows the platform's 08:00–22:00. */
  attended: WeekPlan | null;
  capacity: number;
  exitPolicy: 'agent' | 'auto';
  ageRestricted: boolean;
  proximityMetres: number | null;
  /** The platform’s share where it differs from the entity's, in basis points. */
  serviceFee: number | null;
}

const common = { zone: 'Asia/Shanghai', ageRestricted: false, proximityMetres: null, serviceFee: null };

/** Five shops and three tea, mahjong and billiards venues. */
export const demoStores: readonly DemoStore[] = [
  {
    ...common,
    key: 'wensan',
    entity: 'shiguang',
    region: 'east',
    name: '拾光便利·文三路店',
    kind: 'retail',
    city: '杭州',
    address: '浙江省杭州市西湖区文三路 259 号昌地火炬大厦一层',
    position: { longitude: 120.13026, latitude: 30.27628 },
    phone: '0571-88561201',
    facilities: ['微波炉', '热水', '充电', '自助咖啡'],
    hours: { weekdays: always, exceptions: [] },
    attended: { weekdays: always, exceptions: [] },
    capacity: 8,
    exitPolicy: 'agent',
  },
  {
    ...common,
    key: 'binjiang',
    entity: 'shiguang',
    region: 'east',
    name: '拾光便利·滨江星光店',
    kind: 'retail',
    city: '杭州',
    address: '浙江省杭州市滨江区江南大道 228 号星光大道二期 1 幢',
    position: { longitude: 120.20881, latitude: 30.20743 },
    phone: '0571-87702216',
    facilities: ['微波炉', '充电', '休息座'],
    hours: { weekdays: workdaysAndWeekend(['07:00', '01:00'], ['08:00', '02:00']), exceptions: [] },
    attended: { weekdays: workdaysAndWeekend(['07:00', '01:00'], ['08:00', '02:00']), exceptions: [] },
    capacity: 6,
    exitPolicy: 'agent',
  },
  {
    ...common,
    key: 'xujiahui',
    entity: 'shiguang',
    region: 'east',
    name: '拾光便利·徐家汇漕溪北路店',
    kind: 'retail',
    city: '上海',
    address: '上海市徐汇区漕溪北路 331 号中金国际广场 B1',
    position: { longitude: 121.43712, latitude: 31.18998 },
    phone: '021-64270913',
    facilities: ['微波炉', '热水', '打印'],
    hours: {
      weekdays: always,
      exceptions: [{ date: '2027-02-06', spans: [{ from: '10:00', to: '18:00' }], reason: '春节' }],
    },
    attended: { weekdays: daily('00:00', '24:00'), exceptions: [] },
    capacity: 10,
    exitPolicy: 'auto',
  },
  {
    ...common,
    key: 'guanqian',
    entity: 'shiguang',
    region: 'east',
    name: '拾光便利·观前街店',
    kind: 'retail',
    city: '苏州',
    address: '江苏省苏州市姑苏区观前街 188 号',
    position: { longitude: 120.62871, latitude: 31.31302 },
    phone: '0512-67701835',
    facilities: ['微波炉', '热水'],
    hours: { weekdays: daily('07:00', '23:00'), exceptions: [] },
    attended: null,
    capacity: 5,
    exitPolicy: 'agent',
  },
  {
    ...common,
    key: 'chunxi',
    entity: 'shiguang',
    region: 'south_west',
    name: '拾光便利·春熙路店',
    kind: 'retail',
    city: '成都',
    address: '四川省成都市锦江区春熙路南段 8 号',
    position: { longitude: 104.07792, latitude: 30.65536 },
    phone: '028-86651127',
    facilities: ['微波炉', '热水', '充电'],
    hours: { weekdays: always, exceptions: [] },
    attended: { weekdays: daily('07:00', '02:00'), exceptions: [] },
    capacity: 8,
    exitPolicy: 'agent',
    serviceFee: 600,
  },
  {
    ...common,
    key: 'kuanzhai',
    entity: 'qinghe',
    region: 'south_west',
    name: '清和茶室·宽窄巷子店',
    kind: 'rooms',
    city: '成都',
    address: '四川省成都市青羊区长顺上街 127 号',
    position: { longitude: 104.05943, latitude: 30.66903 },
    phone: '028-86258809',
    facilities: ['包间', '自助茶饮', '停车'],
    hours: { weekdays: daily('09:00', '02:00'), exceptions: [] },
    attended: { weekdays: daily('09:00', '02:00'), exceptions: [] },
    capacity: 40,
    exitPolicy: 'auto',
    proximityMetres: 500,
  },
  {
    ...common,
    key: 'jiefangbei',
    entity: 'qinghe',
    region: 'south_west',
    name: '清和棋牌·解放碑店',
    kind: 'rooms',
    city: '重庆',
    address: '重庆市渝中区民权路 28 号英利国际金融中心 6 层',
    position: { longitude: 106.57493, latitude: 29.55706 },
    phone: '023-63710266',
    facilities: ['麻将机', '包间', '空调', '饮料柜'],
    hours: { weekdays: daily('10:00', '06:00'), exceptions: [] },
    attended: { weekdays: daily('10:00', '02:00'), exceptions: [] },
    capacity: 36,
    exitPolicy: 'auto',
  },
  {
    ...common,
    key: 'xinjiekou',
    entity: 'qinghe',
    region: 'east',
    name: '清和台球·新街口店',
    kind: 'both',
    city: '南京',
    address: '江苏省南京市秦淮区中山南路 49 号商茂世纪广场 3 层',
    position: { longitude: 118.78412, latitude: 32.03941 },
    phone: '025-84710352',
    facilities: ['台球桌', '零食柜', '休息座', '空调'],
    hours: { weekdays: always, exceptions: [] },
    attended: { weekdays: workdaysAndWeekend(['12:00', '02:00'], ['10:00', '04:00']), exceptions: [] },
    capacity: 50,
    exitPolicy: 'agent',
  },
];
