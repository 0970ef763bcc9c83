const zhCN = {
  attract: {
    title: '灯亮着，门就能开',
    line: '这家店没有店员，有客服在线看着。',
    enter: '扫门码',
    enterHint: '微信扫一扫，门就开了',
    scan: '扫商品',
    scanHint: '拿起来，扫一下条码',
    pay: '付款离店',
    payHint: '手机付款，门自动打开',
    open: '用手机开始',
    openHint: '扫这里打开购物页面，自助购物。需要帮助，页面里可以直接呼叫客服。',
  },
} as const;

export default zhCN;
