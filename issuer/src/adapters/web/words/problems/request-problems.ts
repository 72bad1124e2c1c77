import type { ProblemWords } from './problem-words.ts';

/** What the service itself answers before and around an act, what signing in answers, and what rights refuse. */
export const requestProblems = {
  REQUEST_INVALID: {
    zh: '有内容填写不正确，请检查后重新提交。',
    en: 'Something in the form is not right. Check it and send it again.',
  },
  BODY_MALFORMED: { zh: '提交的内容不完整，请重新提交。', en: 'What was sent did not arrive whole. Send it again.' },
  IDEMPOTENCY_KEY_MISSING: {
    zh: '表单不完整。请重新打开该页面后再提交。',
    en: 'The form was not complete. Open the page again and send it once more.',
  },
  NOT_SIGNED_IN: { zh: '尚未登录。请登录后继续。', en: 'You are not signed in. Sign in to go on.' },
  NOT_ALLOWED: {
    zh: '您的角色无权进行此操作。如确需办理，请联系主管。',
    en: 'Your role may not do this. If it has to be done, ask your supervisor.',
  },
  STEP_UP_NEEDED: { zh: '此项操作须再次验证身份。', en: 'This act asks for a second proof of who you are.' },
  FORM_NOT_OURS: {
    zh: '该表单是在他人登录时打开的，或来自其他网站。请重新打开页面后再填写。',
    en: 'The form was opened by somebody else, or by another site. Open the page again and fill it in.',
  },
  NOT_FOUND: {
    zh: '没有这个页面。请检查地址，或从首页重新进入。',
    en: 'There is nothing at this address. Check it, or begin at the first page.',
  },
  METHOD_NOT_ALLOWED: {
    zh: '该页面不支持这种操作。请从首页重新进入。',
    en: 'This page does not do that. Begin at the first page.',
  },
  IDEMPOTENCY_RUNNING: {
    zh: '同一操作正在进行。请稍候，再刷新页面查看结果。',
    en: 'The same act is still under way. Wait a moment and look at the page again.',
  },
  BODY_TOO_LARGE: { zh: '提交的内容过大。请使用较小的文件。', en: 'What was sent is too large. Use a smaller file.' },
  BODY_TYPE_REFUSED: {
    zh: '不接受此类文件。请使用PDF、JPEG或PNG文件。',
    en: 'Files of this type are not taken. Use PDF, JPEG or PNG.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    zh: '该表单已经用其他内容提交过。请重新打开页面。',
    en: 'This form was sent before with other content. Open the page again.',
  },
  RATE_LIMITED: { zh: '操作过于频繁，请稍后再试。', en: 'Too many requests in a short time. Try again later.' },
  NOT_READY: { zh: '系统正在启动或停止，请稍后再试。', en: 'The service is starting or stopping. Try again shortly.' },
  UNEXPECTED: {
    zh: '系统出现故障，本次操作未完成。请重试；若再次出现，请报修。',
    en: 'The service failed and the act was not done. Try again; if it repeats, report it.',
  },
  'account-not-found': { zh: '没有这个账户。', en: 'There is no such account.' },
  'credentials-wrong': {
    zh: '登录名或密码不正确，或启用码无效。',
    en: 'The login name, password or set-up code is not right.',
  },
  'sign-in-locked': {
    zh: '尝试次数过多，登录已暂时锁定。',
    en: 'Too many wrong tries. Signing in is locked for a while.',
  },
  'proof-locked': { zh: '尝试次数过多，验证已暂时锁定。', en: 'Too many wrong tries. Proofs are locked for a while.' },
  'proof-wrong': { zh: '验证未通过，请重新输入。', en: 'The proof was not right. Try again.' },
  'desk-pin-unfit': {
    zh: '这个解锁口令太容易猜到。请勿使用相同、连续或重复的数字。',
    en: 'This PIN is too easy to guess. Leave out equal digits, runs and repeats.',
  },
  'desk-pin-wrong': { zh: '解锁口令不正确，请重新输入。', en: 'This PIN is not right. Try again.' },
  'desk-pin-spent': { zh: '解锁口令输错次数过多，请输入密码。', en: 'Too many wrong PINs. Enter your password.' },
  'desk-pin-missing': { zh: '账户没有设置解锁口令，请输入密码。', en: 'The account has no PIN. Use the password.' },
  'not-locked': { zh: '工作台没有锁定。', en: 'The desk is not locked.' },
  'login-taken': {
    zh: '该登录名已被使用。若您刚刚建立了这个账户，请打开它并重新设置，以取得新的启用码。',
    en: 'This login name is taken. If you have just made this account, open it and set it up anew to get another code.',
  },
  'method-not-allowed': { zh: '此处不能使用这种验证方式。', en: 'This kind of proof is not accepted here.' },
  'method-not-enrolled': { zh: '账户没有登记这种验证方式。', en: 'The account has no proof of this kind.' },
  'passkey-not-found': { zh: '没有这把通行密钥。', en: 'There is no such passkey.' },
  'passkey-refused': { zh: '通行密钥未通过验证，请重试。', en: 'The passkey was not accepted. Try again.' },
  'password-unfit': {
    zh: '密码不符合要求：至少12个字符，不得含登录名。',
    en: 'The password does not fit: at least 12 characters, and not the login name.',
  },
  'totp-enrolled': { zh: '已登记动态口令。', en: 'A code generator is enrolled already.' },
  'roles-missing': { zh: '至少选择一个角色。', en: 'Choose at least one role.' },
  'roles-incompatible': { zh: '所选角色不能由同一账户兼任。', en: 'One account cannot hold these roles together.' },
  'role-place-wrong': {
    zh: '该角色没有对应的机关、部门、单位或个人。',
    en: 'The role lacks the office, department, organisation or person that it is held for.',
  },
  'no-role': { zh: '您的角色无权进行此操作。', en: 'Your role may not do this.' },
  'other-office': { zh: '该事项由其他机关办理。', en: 'This belongs to another office.' },
  'other-jurisdiction': { zh: '该事项由其他城市办理。', en: 'This belongs to another city.' },
  'not-own': {
    zh: '这不是您本人、本单位或本部门的事项。',
    en: 'This is not yours, your organisation’s or your department’s.',
  },
  'place-unknown': { zh: '无法确定该事项由哪个机关办理。', en: 'It is not known which office this belongs to.' },
  'purpose-missing': { zh: '请说明查看目的。', en: 'Say what you look at it for.' },
  'purpose-not-allowed': { zh: '该目的不能用于此项操作。', en: 'This purpose does not allow the act.' },
  'case-missing': { zh: '请说明是为哪个案件。', en: 'Say which case it is for.' },
  'case-of-another': { zh: '所述案件不是此人的案件。', en: 'The case that was named is not one of this person.' },
  'own-case': { zh: '不得办理本人的案件或账户。', en: 'Nobody handles their own case or account.' },
  'same-person': {
    zh: '须由另一名工作人员办理：您已经办理过前一步骤。',
    en: 'Somebody else has to do this: you did an earlier step of it.',
  },
  'record-sealed': {
    zh: '该档案已密封。须由密封档案管理员说明理由后查看。',
    en: 'The record is sealed. A keeper of sealed records opens it, stating why.',
  },
  'reason-missing': { zh: '请说明理由。', en: 'State a reason.' },
  'step-up-needed': { zh: '此项操作须再次验证身份。', en: 'This act asks for a second proof of who you are.' },
  'office-missing': { zh: '您的账户没有对应的办理机关。', en: 'Your account does not belong to one office.' },
  'office-not-found': { zh: '没有这个办理机关。', en: 'There is no such office.' },
  'too-many': { zh: '一次提交的数量过多。', en: 'Too many at once.' },
  'version-unknown': { zh: '没有这个版本。', en: 'There is no such version.' },
} as const satisfies ProblemWords;
