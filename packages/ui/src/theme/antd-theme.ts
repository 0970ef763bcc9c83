import { type ThemeConfig, theme } from 'antd';
import { dark, light, type Palette } from './palette.ts';

export type Mode = 'light' | 'dark';

const FONT =
  '"PingFang SC", "HarmonyOS Sans SC", MiSans, "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", system-ui, sans-serif';

/** Heights that a thumb hits. */
const TOUCH = { controlHeight: 44, controlHeightSM: 36 };

/** antd's theme in the product's colours; nothing is left at antd's own blue. */
export function antdTheme(mode: Mode, touch: boolean): ThemeConfig {
  const palette = mode === 'dark' ? dark : light;
  return {
    algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: { ...baseTokens(palette), ...(touch ? TOUCH : {}) },
    components: componentTokens(palette),
  };
}

function baseTokens(palette: Palette): ThemeConfig['token'] {
  return {
    fontFamily: FONT,
    fontSize: 14,
    borderRadius: 8,
    borderRadiusLG: 12,
    controlHeight: 36,
    controlHeightLG: 44,
    wireframe: false,
    motionDurationFast: '0.16s',
    motionDurationMid: '0.2s',
    motionDurationSlow: '0.24s',
    colorPrimary: palette.brand,
    colorPrimaryHover: palette.brandHover,
    colorPrimaryActive: palette.brand,
    colorPrimaryText: palette.brand,
    colorPrimaryBg: palette.brandSoft,
    colorPrimaryBgHover: palette.brandSoft,
    colorPrimaryBorder: palette.brand,
    colorInfo: palette.info,
    colorInfoBg: palette.infoSoft,
    colorInfoBorder: palette.line,
    colorSuccess: palette.brand,
    colorWarning: palette.lamp,
    colorWarningBg: palette.lampSoft,
    colorWarningBorder: palette.line,
    colorError: palette.danger,
    colorErrorText: palette.dangerText,
    colorErrorBg: palette.dangerSoft,
    colorErrorBorder: palette.line,
    colorLink: palette.brand,
    colorLinkHover: palette.brandHover,
    colorLinkActive: palette.brand,
    colorText: palette.text,
    colorTextSecondary: palette.textSoft,
    colorTextTertiary: palette.textFaint,
    colorTextPlaceholder: palette.textFaint,
    colorTextDescription: palette.textSoft,
    colorIcon: palette.textSoft,
    colorBgLayout: palette.page,
    colorBgBase: palette.card,
    colorBgContainer: palette.card,
    colorBgElevated: palette.raised,
    colorBorder: palette.line,
    colorBorderSecondary: palette.line,
    colorBgMask: 'rgb(8 14 12 / 52%)',
    controlOutline: 'transparent',
    controlItemBgActive: palette.brandSoft,
    controlItemBgActiveHover: palette.brandSoft,
  };
}

function componentTokens(palette: Palette): ThemeConfig['components'] {
  return {
    Button: {
      primaryColor: palette.onBrand,
      primaryShadow: 'none',
      defaultShadow: 'none',
      dangerShadow: 'none',
      dangerColor: palette.onDanger,
      colorError: palette.dangerSolid,
      fontWeight: 500,
    },
    Input: { colorBorder: palette.lineStrong, activeShadow: 'none' },
    InputNumber: { colorBorder: palette.lineStrong, activeShadow: 'none' },
    Select: { colorBorder: palette.lineStrong, optionSelectedBg: palette.brandSoft },
    DatePicker: { colorBorder: palette.lineStrong, activeShadow: 'none' },
    Checkbox: { colorBorder: palette.lineStrong, colorWhite: palette.onBrand },
    Radio: { colorBorder: palette.lineStrong },
    Table: {
      headerBg: palette.card,
      headerColor: palette.textSoft,
      headerSplitColor: 'transparent',
      rowHoverBg: palette.sunken,
      rowSelectedBg: palette.brandSoft,
      rowSelectedHoverBg: palette.brandSoft,
      borderColor: palette.line,
      cellPaddingBlock: 12,
      cellPaddingInline: 12,
    },
    Tabs: { inkBarColor: palette.brand, itemSelectedColor: palette.brand, itemColor: palette.textSoft },
    Tooltip: { colorBgSpotlight: '#26302c', colorTextLightSolid: '#f2f6f3' },
    Drawer: { colorBgElevated: palette.card },
    Modal: { colorBgElevated: palette.card },
    Segmented: { trackBg: palette.sunken, itemSelectedBg: palette.raised, itemColor: palette.textSoft },
    Tree: { nodeSelectedBg: palette.brandSoft, nodeHoverBg: palette.sunken },
  };
}
