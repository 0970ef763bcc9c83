/** Replaced at build time, so that the other target's branches vanish from the bundle. */
export const isWeapp = process.env.TARO_ENV === 'weapp';
export const isH5 = process.env.TARO_ENV === 'h5';
