/// <reference types="@tarojs/taro" />

declare module '*.scss';

/** Scheme and host of the server, set when the mini-program is built; empty on the web, where it is the same origin. */
declare const LATCHKEY_ORIGIN: string;

declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: 'weapp' | 'h5';
    NODE_ENV: 'development' | 'production';
  }
}
