/** Finding who stands at the counter, in Chinese. */
export const peopleZh = {
  entry: '查找来办事的人：签注、居住登记、待遇',
  title: '查找来办事的人',
  words: '可办理签注，登记或变更居住地址，将待遇写入卡片。每次查找都会留下记录，本人可以看到。',
  back: '返回查找',
  text: {
    label: '身份号码或姓名',
    hint: '公民身份号码、姓名或姓名拼音的开头',
    missing: '请输入身份号码、姓名或拼音',
    wrong: '请输入身份号码、姓名或拼音',
  },
  find: '查找',
  sealed: '密封档案',
  hits: '查找结果',
  none: '没有找到。请核对证件后重新查找；首次申领居住证的，请受理新申请。',
  endorse: '签注',
  elsewhere: '档案由其他机关保管，请到该机关办理',
} as const;
