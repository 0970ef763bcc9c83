import type { Locale } from '@latchkey/contract';

/** The version in force. A change of the text is a new version: customers are asked again. */
export const noticeVersion = '2026-11-01';
export const noticeEffectiveFrom = '2026-11-01T00:00:00+08:00';

export interface NoticeText {
  title: string;
  paragraphs: { heading: string; text: string }[];
}

const zhCN: NoticeText = {
  title: '隐私政策',
  paragraphs: [
    {
      heading: '我们是谁',
      text: '本服务由您到访门店的运营主体提供，运营主体的名称与联系方式见门店详情页。运营主体是您个人信息的处理者，技术平台受其委托处理信息。',
    },
    {
      heading: '我们收集什么、为什么',
      text: '手机号：确认身份、开门、联系您处理订单与安全事件。微信 OpenID：您用微信登录时识别账号。昵称：您自愿填写，用于称呼您。到店、购物车、订单与支付记录：完成交易、退款、对账。扫码时的位置（仅在您允许时）：确认您在门店附近。登录时间、网络地址与设备类型：保护账号安全。我们不做人脸识别，不收集通讯录、相册或身份证号。',
    },
    {
      heading: '店内摄像',
      text: '无人门店为保障人身与财产安全装有摄像设备，入口处有明显提示。录像只用于安全与订单核对，默认保存不超过 30 天；与到店争议有关的片段保存至争议处理完毕。客服查看录像会留下记录。未经您单独同意，录像不会用于营销。',
    },
    {
      heading: '我们与谁共享',
      text: '支付时向您选择的支付机构（如微信支付）提供订单号与金额；发送验证码时向短信服务商提供手机号。除法律要求外，我们不向其他第三方提供您的个人信息；如需向加盟商或合作方提供，将单独征得您的同意并告知接收方名称。',
    },
    {
      heading: '保存在哪里、多久',
      text: '信息保存在中国境内。账号信息保存至您注销；交易与财务记录依照会计与税务法规保存，注销后仅以无法识别您身份的形式保留；登录记录保存 180 天。',
    },
    {
      heading: '如何保护',
      text: '手机号加密保存，员工默认只能看到打码后的号码；查看完整号码需要单独授权并留下记录。所有传输使用加密连接，员工的操作写入不可篡改的审计日志。',
    },
    {
      heading: '您的权利',
      text: '您可以在「我的—隐私」中查看和更正资料、导出全部个人数据、撤回同意、注销账号。撤回同意后我们停止为您提供开门与购物服务，但不影响此前已完成的交易。存在未结束的到店、未完成的订单或余额时，需先处理完毕再注销。',
    },
    {
      heading: '未成年人',
      text: '未满 14 周岁的未成年人应在监护人同意后使用本服务；部分门店仅对成年人开放。',
    },
    {
      heading: '政策更新与联系我们',
      text: '政策变更时我们会在您下次使用时再次征得同意。如有疑问或投诉，请通过应用内客服或门店公示电话联系我们，我们将在 15 个工作日内答复；您也可以向网信部门投诉。',
    },
  ],
};

const en: NoticeText = {
  title: 'Privacy notice',
  paragraphs: [
    {
      heading: 'Who we are',
      text: 'The service is provided by the company that runs the store you visit; its name and contact are on the store’s page. That company decides how your personal data is handled, and the technical platform handles it on its behalf.',
    },
    {
      heading: 'What we collect, and why',
      text: 'Your phone number: to know that it is you, to open doors, and to reach you about orders and safety. Your WeChat OpenID: to recognise your account when you sign in with WeChat. A name, if you give one: to address you. Visits, carts, orders and payments: to complete purchases, refunds and the books. Your position when you scan, only if you allow it: to see that you are at the store. Sign-in times, network address and kind of device: to keep your account safe. We use no face recognition and collect no contacts, photos or identity numbers.',
    },
    {
      heading: 'Cameras in the store',
      text: 'Unattended stores have cameras for the safety of people and property, announced at the entrance. Footage is used only for safety and for checking orders, and is kept for 30 days at most; pieces that belong to a dispute are kept until it is settled. Every look by support is recorded. Footage is never used for marketing without your separate consent.',
    },
    {
      heading: 'Who else receives it',
      text: 'When you pay, the payment company that you choose (such as WeChat Pay) receives the order number and amount; when we send a code, the SMS company receives your number. We give personal data to nobody else unless the law demands it. Before anything is shared with a franchisee or partner we ask for your separate consent and name the recipient.',
    },
    {
      heading: 'Where and for how long',
      text: 'Data is kept within mainland China. Account data is kept until you delete the account. Records of sales are kept as accounting and tax law require, after deletion only in a form that does not identify you. Sign-in records are kept for 180 days.',
    },
    {
      heading: 'How it is protected',
      text: 'Phone numbers are encrypted, and staff see them masked; reading one in full needs a separate authorisation and is recorded. All connections are encrypted, and what staff do is written to a tamper-evident audit log.',
    },
    {
      heading: 'Your rights',
      text: 'Under Me – Privacy you can see and correct your data, export all of it, withdraw your consent and delete your account. After a withdrawal we stop opening doors and selling to you; purchases already made are not affected. A visit, an order or a balance that is still open has to be settled before the account can be deleted.',
    },
    {
      heading: 'Minors',
      text: 'Children under 14 may use the service only with the consent of a guardian; some stores are for adults only.',
    },
    {
      heading: 'Changes and contact',
      text: 'When this notice changes we ask for your consent again at your next use. Questions and complaints reach us through support in the app or the telephone number shown in the store; we answer within 15 working days. You may also complain to the cyberspace administration.',
    },
  ],
};

const zhTW: NoticeText = {
  title: '隱私權政策',
  paragraphs: [
    {
      heading: '我們是誰',
      text: '本服務由您到訪門市的營運主體提供，營運主體的名稱與聯絡方式見門市詳情頁。營運主體是您個人資料的處理者，技術平台受其委託處理資料。',
    },
    {
      heading: '我們蒐集什麼、為什麼',
      text: '手機號：確認身分、開門、聯絡您處理訂單與安全事件。微信 OpenID：您用微信登入時識別帳號。暱稱：您自願填寫，用於稱呼您。到店、購物車、訂單與支付紀錄：完成交易、退款、對帳。掃碼時的位置（僅在您允許時）：確認您在門市附近。登入時間、網路位址與裝置類型：保護帳號安全。我們不做人臉辨識，不蒐集通訊錄、相簿或身分證號。',
    },
    {
      heading: '店內攝影',
      text: '無人門市為保障人身與財產安全裝有攝影設備，入口處有明顯提示。錄影只用於安全與訂單核對，預設保存不超過 30 天；與到店爭議有關的片段保存至爭議處理完畢。客服查看錄影會留下紀錄。未經您單獨同意，錄影不會用於行銷。',
    },
    {
      heading: '我們與誰共享',
      text: '支付時向您選擇的支付機構（如微信支付）提供訂單號與金額；發送驗證碼時向簡訊服務商提供手機號。除法律要求外，我們不向其他第三方提供您的個人資料；如需向加盟商或合作方提供，將單獨徵得您的同意並告知接收方名稱。',
    },
    {
      heading: '保存在哪裡、多久',
      text: '資料保存在中國境內。帳號資料保存至您註銷；交易與財務紀錄依會計與稅務法規保存，註銷後僅以無法識別您身分的形式保留；登入紀錄保存 180 天。',
    },
    {
      heading: '如何保護',
      text: '手機號加密保存，員工預設只能看到遮罩後的號碼；查看完整號碼需要單獨授權並留下紀錄。所有傳輸使用加密連線，員工的操作寫入不可竄改的稽核日誌。',
    },
    {
      heading: '您的權利',
      text: '您可以在「我的—隱私」中查看和更正資料、匯出全部個人資料、撤回同意、註銷帳號。撤回同意後我們停止為您提供開門與購物服務，但不影響此前已完成的交易。存在未結束的到店、未完成的訂單或餘額時，需先處理完畢再註銷。',
    },
    {
      heading: '未成年人',
      text: '未滿 14 歲的未成年人應在監護人同意後使用本服務；部分門市僅對成年人開放。',
    },
    {
      heading: '政策更新與聯絡我們',
      text: '政策變更時我們會在您下次使用時再次徵得同意。如有疑問或申訴，請透過應用程式內客服或門市公示電話聯絡我們，我們將在 15 個工作日內答覆；您也可以向網信部門申訴。',
    },
  ],
};

const texts: Record<Locale, NoticeText> = { 'zh-CN': zhCN, en, 'zh-TW': zhTW };

/** The privacy notice in force, in a language (IDN-4). */
export function privacyNotice(locale: Locale): NoticeText & { version: string; effectiveFrom: string } {
  return { version: noticeVersion, effectiveFrom: new Date(noticeEffectiveFrom).toISOString(), ...texts[locale] };
}
