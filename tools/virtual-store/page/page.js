const texts = {
  'zh-CN': {
    title: '虚拟门店',
    lead: '这些门店是模拟的：门锁、扫码器和客流计数器通过真实的 MQTT 连接到 Latchkey。',
    faults: '制造故障',
    empty: '还没有门店。演示数据准备好后会自动出现。',
    offline: '离线',
    open: '门开着',
    released: '已解锁',
    bolted: '已上锁',
    inside: '店内人数',
    owed: '待同步',
    lockdown: '封锁中',
    walkIn: '走进去',
    walkOut: '走出来',
    exit: '按出门按钮',
    hold: '抵住门',
    letGo: '松手',
    autoWalk: '自动走动',
    scan: '扫码…',
    unplug: '断网',
    power: '断电',
    slow: '时钟慢 1 分钟',
    late: '应答晚 12 秒',
    twice: '应答重复',
    code: '输入离线码…',
    askCode: '9 位离线进店码',
    codeWrong: '离线码无效，或门锁仍在线',
    noPower: '断电，里面可直接推门',
    noNetwork: '断网',
    stick: '锁卡住',
    fast: '时钟快 1 小时',
    force: '强行破门',
    bolt: '门锁着，打不开',
    ask: '条码',
  },
  en: {
    title: 'Virtual stores',
    lead: 'These stores are simulated: lock, scanner and people counter are connected to Latchkey over real MQTT.',
    faults: 'Cause a fault',
    empty: 'No stores yet. They appear by themselves once the demo data is there.',
    offline: 'offline',
    open: 'door open',
    released: 'unlocked',
    bolted: 'locked',
    inside: 'people inside',
    owed: 'unsynchronised',
    lockdown: 'lockdown',
    walkIn: 'Walk in',
    walkOut: 'Walk out',
    exit: 'Press exit button',
    hold: 'Hold door open',
    letGo: 'Let go',
    autoWalk: 'Walk by script',
    scan: 'Scan…',
    unplug: 'Cut the network',
    power: 'Cut the power',
    slow: 'Clock 1 min slow',
    late: 'Answer 12 s late',
    twice: 'Answer twice',
    code: 'Offline code…',
    askCode: 'Offline entry code, 9 digits',
    codeWrong: 'The code is not valid, or the door is online',
    noPower: 'no power; free to leave',
    noNetwork: 'no network',
    stick: 'Jam the lock',
    fast: 'Clock 1 h fast',
    force: 'Break the door open',
    bolt: 'The door is locked',
    ask: 'Barcode',
  },
  'zh-TW': {
    title: '虛擬門市',
    lead: '這些門市是模擬的：門鎖、掃碼器和人流計數器透過真實的 MQTT 連線到 Latchkey。',
    faults: '製造故障',
    empty: '還沒有門市。示範資料準備好後會自動出現。',
    offline: '離線',
    open: '門開著',
    released: '已解鎖',
    bolted: '已上鎖',
    inside: '店內人數',
    owed: '待同步',
    lockdown: '封鎖中',
    walkIn: '走進去',
    walkOut: '走出來',
    exit: '按出門按鈕',
    hold: '抵住門',
    letGo: '鬆手',
    autoWalk: '自動走動',
    scan: '掃碼…',
    unplug: '斷網',
    power: '斷電',
    slow: '時鐘慢 1 分鐘',
    late: '應答晚 12 秒',
    twice: '應答重複',
    code: '輸入離線碼…',
    askCode: '9 位離線進店碼',
    codeWrong: '離線碼無效，或門鎖仍在線',
    noPower: '斷電，裡面可直接推門',
    noNetwork: '斷網',
    stick: '鎖卡住',
    fast: '時鐘快 1 小時',
    force: '強行破門',
    bolt: '門鎖著，打不開',
    ask: '條碼',
  },
};

const HOUR = 3_600_000;
const MINUTE = 60_000;
const LATE = 12_000;
let locale = localStorage.getItem('locale') ?? 'zh-CN';
const main = document.querySelector('#stores');
const template = document.querySelector('#store');
const cards = new Map();

const text = (key) => texts[locale][key];

async function act(id, action) {
  const response = await fetch(`api/stores/${encodeURIComponent(id)}/actions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(action),
  });
  await refresh();
  const failed = action.action === 'enter_code' ? 'codeWrong' : 'bolt';
  if (response.status === 409) cards.get(id).querySelector('.facts').textContent = text(failed);
}

function button(key, pressed, onPress) {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text(key);
  if (pressed !== null) element.setAttribute('aria-pressed', String(pressed));
  element.addEventListener('click', onPress);
  return element;
}

function look(door) {
  if (door?.open) return 'open';
  if (!door?.online) return 'offline';
  return door.bolted ? 'bolted' : 'released';
}

function scan(id) {
  const code = prompt(text('ask'));
  if (code) act(id, { action: 'scan', code });
}

function type(id) {
  const code = prompt(text('askCode'));
  if (code) act(id, { action: 'enter_code', code });
}

/** A lamp or socket of a room: lit as far as it is on, with what it draws or said. */
function drawDevice(device) {
  const item = document.createElement('li');
  item.dataset.on = String(device.on);
  item.style.setProperty('--level', String((device.level ?? (device.on ? 100 : 0)) / 100));
  const words = [device.label || device.kind];
  if (!device.online) words.push(text('offline'));
  else if (device.said) words.push(`“${device.said}”`);
  else if (device.watts > 0) words.push(`${device.watts} W`);
  item.textContent = words.join(' · ');
  return item;
}

function draw(store) {
  const card = cards.get(store.id) ?? template.content.firstElementChild.cloneNode(true);
  if (!cards.has(store.id)) {
    cards.set(store.id, card);
    main.append(card);
  }
  const door = store.door;
  const shown = JSON.stringify([store, locale]);
  if (card.dataset.shown === shown) return;
  card.dataset.shown = shown;
  card.querySelector('h2').textContent = typeof store.name === 'string' ? store.name : store.name[locale];
  card.querySelector('.door').dataset.look = look(door);
  card.querySelector('.door').setAttribute('aria-label', text(look(door)));
  const facts = [text(look(door)), `${text('inside')} ${store.inside}`];
  if (door?.owed) facts.push(`${text('owed')} ${door.owed}`);
  if (door?.lockdown) facts.push(text('lockdown'));
  if (door && !door.powered) facts.push(text('noPower'));
  else if (door && !door.plugged) facts.push(text('noNetwork'));
  card.querySelector('.facts').textContent = facts.join(' · ');
  card.querySelector('.rooms').replaceChildren(...store.rooms.map(drawDevice));
  card.querySelector('summary').textContent = text('faults');
  const [acts, faults] = card.querySelectorAll('.acts');
  acts.replaceChildren(
    button('walkIn', null, () => act(store.id, { action: 'walk', direction: 'in' })),
    button('walkOut', null, () => act(store.id, { action: 'walk', direction: 'out' })),
    button('exit', null, () => act(store.id, { action: 'press_exit' })),
    button('hold', null, () => act(store.id, { action: 'hold_door' })),
    button('letGo', null, () => act(store.id, { action: 'let_go' })),
    button('scan', null, () => scan(store.id)),
    button('autoWalk', store.autoWalk, () => act(store.id, { action: 'auto_walk', on: !store.autoWalk })),
  );
  if (!door) return;
  faults.replaceChildren(
    button('unplug', !door.plugged, () => act(store.id, { action: 'plug', on: !door.plugged })),
    button('power', !door.powered, () => act(store.id, { action: 'power', on: !door.powered })),
    button('stick', door.stuck, () => act(store.id, { action: 'stick_lock', on: !door.stuck })),
    button('fast', door.skewMs > 0, () => act(store.id, { action: 'skew_clock', ms: door.skewMs > 0 ? 0 : HOUR })),
    button('slow', door.skewMs < 0, () => act(store.id, { action: 'skew_clock', ms: door.skewMs < 0 ? 0 : -MINUTE })),
    button('late', door.answerLateMs > 0, () =>
      act(store.id, { action: 'answer_late', ms: door.answerLateMs > 0 ? 0 : LATE }),
    ),
    button('twice', door.answerTwice, () => act(store.id, { action: 'answer_twice', on: !door.answerTwice })),
    button('code', null, () => type(store.id)),
    button('force', null, () => act(store.id, { action: 'force_door' })),
  );
}

async function refresh() {
  const response = await fetch('api/stores');
  const { stores } = await response.json();
  for (const store of stores) draw(store);
  if (stores.length === 0) main.textContent = text('empty');
}

function translate() {
  document.documentElement.lang = locale;
  document.title = `Latchkey · ${text('title')}`;
  for (const element of document.querySelectorAll('header [data-text]'))
    element.textContent = text(element.dataset.text);
  for (const choice of document.querySelectorAll('[data-locale]')) {
    choice.setAttribute('aria-pressed', String(choice.dataset.locale === locale));
  }
}

for (const choice of document.querySelectorAll('[data-locale]')) {
  choice.addEventListener('click', () => {
    locale = choice.dataset.locale;
    localStorage.setItem('locale', locale);
    translate();
    refresh();
  });
}
translate();
refresh();
setInterval(() => refresh().catch(() => undefined), 1_000);
