import type { Language } from '@latchkey/ui';
import type { Position } from './map-grid.ts';

/** Marks on the plain map: cities by their names and, to about a kilometre, their centres. The greatest come first. */
const CITIES: readonly (readonly [zhCN: string, zhTW: string, en: string, longitude: number, latitude: number])[] = [
  ['北京', '北京', 'Beijing', 116.4, 39.9],
  ['上海', '上海', 'Shanghai', 121.47, 31.23],
  ['天津', '天津', 'Tianjin', 117.2, 39.13],
  ['重庆', '重慶', 'Chongqing', 106.55, 29.56],
  ['广州', '廣州', 'Guangzhou', 113.26, 23.13],
  ['深圳', '深圳', 'Shenzhen', 114.06, 22.54],
  ['香港', '香港', 'Hong Kong', 114.17, 22.28],
  ['澳门', '澳門', 'Macao', 113.55, 22.2],
  ['台北', '臺北', 'Taipei', 121.57, 25.04],
  ['高雄', '高雄', 'Kaohsiung', 120.31, 22.62],
  ['杭州', '杭州', 'Hangzhou', 120.16, 30.25],
  ['宁波', '寧波', 'Ningbo', 121.55, 29.87],
  ['温州', '溫州', 'Wenzhou', 120.7, 28.0],
  ['嘉兴', '嘉興', 'Jiaxing', 120.75, 30.75],
  ['绍兴', '紹興', 'Shaoxing', 120.58, 30.0],
  ['金华', '金華', 'Jinhua', 119.65, 29.08],
  ['义乌', '義烏', 'Yiwu', 120.07, 29.31],
  ['南京', '南京', 'Nanjing', 118.8, 32.06],
  ['苏州', '蘇州', 'Suzhou', 120.59, 31.3],
  ['无锡', '無錫', 'Wuxi', 120.3, 31.57],
  ['常州', '常州', 'Changzhou', 119.97, 31.81],
  ['南通', '南通', 'Nantong', 120.89, 31.98],
  ['徐州', '徐州', 'Xuzhou', 117.18, 34.26],
  ['扬州', '揚州', 'Yangzhou', 119.41, 32.39],
  ['合肥', '合肥', 'Hefei', 117.23, 31.82],
  ['芜湖', '蕪湖', 'Wuhu', 118.38, 31.33],
  ['福州', '福州', 'Fuzhou', 119.3, 26.08],
  ['厦门', '廈門', 'Xiamen', 118.09, 24.48],
  ['泉州', '泉州', 'Quanzhou', 118.59, 24.91],
  ['南昌', '南昌', 'Nanchang', 115.86, 28.68],
  ['济南', '濟南', 'Jinan', 117.0, 36.67],
  ['青岛', '青島', 'Qingdao', 120.38, 36.07],
  ['烟台', '煙臺', 'Yantai', 121.39, 37.54],
  ['潍坊', '濰坊', 'Weifang', 119.16, 36.71],
  ['郑州', '鄭州', 'Zhengzhou', 113.63, 34.75],
  ['洛阳', '洛陽', 'Luoyang', 112.45, 34.62],
  ['武汉', '武漢', 'Wuhan', 114.31, 30.59],
  ['宜昌', '宜昌', 'Yichang', 111.29, 30.69],
  ['长沙', '長沙', 'Changsha', 112.94, 28.23],
  ['东莞', '東莞', 'Dongguan', 113.75, 23.02],
  ['佛山', '佛山', 'Foshan', 113.12, 23.02],
  ['珠海', '珠海', 'Zhuhai', 113.58, 22.27],
  ['汕头', '汕頭', 'Shantou', 116.68, 23.35],
  ['惠州', '惠州', 'Huizhou', 114.42, 23.11],
  ['南宁', '南寧', 'Nanning', 108.37, 22.82],
  ['桂林', '桂林', 'Guilin', 110.29, 25.27],
  ['海口', '海口', 'Haikou', 110.2, 20.04],
  ['三亚', '三亞', 'Sanya', 109.51, 18.25],
  ['成都', '成都', 'Chengdu', 104.07, 30.67],
  ['绵阳', '綿陽', 'Mianyang', 104.68, 31.47],
  ['贵阳', '貴陽', 'Guiyang', 106.63, 26.65],
  ['昆明', '昆明', 'Kunming', 102.83, 24.88],
  ['大理', '大理', 'Dali', 100.27, 25.61],
  ['拉萨', '拉薩', 'Lhasa', 91.14, 29.65],
  ['西安', '西安', 'Xi’an', 108.94, 34.34],
  ['兰州', '蘭州', 'Lanzhou', 103.83, 36.06],
  ['西宁', '西寧', 'Xining', 101.78, 36.62],
  ['银川', '銀川', 'Yinchuan', 106.23, 38.49],
  ['乌鲁木齐', '烏魯木齊', 'Urumqi', 87.62, 43.82],
  ['呼和浩特', '呼和浩特', 'Hohhot', 111.75, 40.84],
  ['太原', '太原', 'Taiyuan', 112.55, 37.87],
  ['石家庄', '石家莊', 'Shijiazhuang', 114.51, 38.04],
  ['唐山', '唐山', 'Tangshan', 118.18, 39.63],
  ['沈阳', '瀋陽', 'Shenyang', 123.43, 41.81],
  ['大连', '大連', 'Dalian', 121.61, 38.91],
  ['长春', '長春', 'Changchun', 125.32, 43.82],
  ['哈尔滨', '哈爾濱', 'Harbin', 126.53, 45.8],
];

export interface City extends Position {
  name: string;
}

export function citiesIn(language: Language): City[] {
  return CITIES.map(([zhCN, zhTW, en, longitude, latitude]) => ({
    name: { 'zh-CN': zhCN, 'zh-TW': zhTW, en }[language],
    longitude,
    latitude,
  }));
}

/** The centre of a city as a person types its name, in any of the three languages, with or without 市. */
export function findCity(typed: string): Position | null {
  const wanted = typed.trim().replace(/市$/, '').toLowerCase();
  const city = CITIES.find((names) => names.slice(0, 3).some((name) => String(name).toLowerCase() === wanted));
  return city ? { longitude: city[3], latitude: city[4] } : null;
}

/** Those of the marks that have room: the first ones win, later ones keep their distance in pixels. */
export function withRoom<T extends { x: number; y: number }>(marks: readonly T[], gap: number): T[] {
  const kept: T[] = [];
  for (const mark of marks)
    if (kept.every((other) => Math.hypot(other.x - mark.x, other.y - mark.y) >= gap)) kept.push(mark);
  return kept;
}
