import type { Code } from '../codes.ts';
import type { Explanation } from '../explanation.ts';

/** What a person is told about keys, ceremonies, stores and commands of the office. */
export const OFFICE_EXPLANATIONS = {
  SIGNER_FAILED: {
    remedy: 'Stop signing and check the key and its token.',
    zh: { meaning: '签名器故障，或其输出未通过自检。', remedy: '停止签发，检查密钥及其介质。' },
  },
  KEY_BAD: {
    remedy: 'Check the path and the kind of the key file.',
    zh: { meaning: '密钥文件缺失、格式错误或用途不符。', remedy: '检查密钥文件的路径和类型。' },
  },
  KEY_EXPOSED: {
    remedy: 'Set the mode of the file to 0600 and find out who may have read it; replace the key if in doubt.',
    zh: {
      meaning: '密钥文件可被所有者以外的人读取。',
      remedy: '将文件权限改为 0600，查明谁可能读过；有疑问时更换密钥。',
    },
  },
  TOKEN_MODULE_ABSENT: {
    remedy: 'Install the module of the token and the package pkcs11js, and name the module by its whole path.',
    zh: { meaning: '本机没有 PKCS#11 模块或其绑定。', remedy: '安装令牌的模块和 pkcs11js 包，并写明模块的完整路径。' },
  },
  TOKEN_ABSENT: {
    remedy: 'Put the token in, and compare its label with the key location.',
    zh: { meaning: 'PKCS#11 模块的插槽中没有此名称的令牌。', remedy: '插入令牌，并核对其标签与密钥位置。' },
  },
  TOKEN_PIN_WRONG: {
    remedy: 'Check the PIN with the own program of the token, then start the command again; each wrong try counts.',
    zh: {
      meaning: '令牌拒绝了 PIN，或只剩一次机会；未再尝试。',
      remedy: '先用令牌自带程序核对 PIN，再重新执行命令；每次错误都会计数。',
    },
  },
  TOKEN_PIN_LOCKED: {
    remedy: 'Have the security officer of the token unlock or replace the PIN.',
    zh: { meaning: '令牌的 PIN 已锁定或过期。', remedy: '请令牌的安全管理员解锁或更换 PIN。' },
  },
  TOKEN_MECHANISM_MISSING: {
    remedy: 'Use a token with Ed25519 (PKCS#11 3.0) or ECDSA on P-256, as the key demands.',
    zh: {
      meaning: '令牌不支持此类密钥的生成或使用。',
      remedy: '按密钥要求改用支持 Ed25519（PKCS#11 3.0）或 P-256 ECDSA 的令牌。',
    },
  },
  TOKEN_OBJECT_ABSENT: {
    remedy: 'Compare label and id with what `permit-issuer key list` shows.',
    zh: { meaning: '令牌上没有此密钥或数据对象。', remedy: '将标签和编号与 `permit-issuer key list` 所列核对。' },
  },
  SIGNER_UNAVAILABLE: {
    remedy: 'Look at the token and its cable or network; signing goes on by itself soon after it answers again.',
    zh: { meaning: '保存密钥的令牌没有响应。', remedy: '检查令牌及其连接；恢复响应后签名会自动继续。' },
  },
  SIGNER_CAP_REACHED: {
    remedy: 'Add the next signer of this office or department; the cap of a key is never raised quietly.',
    zh: { meaning: '该密钥已用完允许的签名次数。', remedy: '为该机关或部门增设下一个签名密钥；不得悄悄提高上限。' },
  },
  KEY_DEFAULT: {
    remedy: 'Send the delivery back; do not personalise any chip of it.',
    zh: {
      meaning: '供应商的密钥是手册中公开的密钥，任何人都能使用。',
      remedy: '退回这批货，不要对其中任何芯片做个人化。',
    },
  },
  CHIP_NOT_TAKEN_IN: {
    remedy: 'Take the chip in first: `permit-issuer intake`.',
    zh: { meaning: '芯片仍使用供应商的密钥，尚未入库。', remedy: '先执行入库：`permit-issuer intake`。' },
  },
  PASSPHRASE_WRONG: {
    remedy: 'Enter the passphrase of this very file; nobody can replace a forgotten one.',
    zh: { meaning: '口令不能打开该密钥或份额。', remedy: '输入该文件自己的口令；遗忘的口令无法补办。' },
  },
  OFFLINE_KEYS_ABSENT: {
    remedy: 'Bring the custodians together and run `permit-issuer ceremony recover`.',
    zh: {
      meaning: '此步骤需要离线密钥，而离线密钥由保管人分存。',
      remedy: '召集保管人，执行 `permit-issuer ceremony recover`。',
    },
  },
  ROOT_SIGNERS_TOO_FEW: {
    remedy: 'Bring as many old and new root keys as each threshold asks for.',
    zh: { meaning: '根文件须由原根密钥和新根密钥各自达到门限的签名。', remedy: '按两方门限备齐原根密钥和新根密钥。' },
  },
  SHARES_TOO_FEW: {
    remedy: 'Bring the shares of more custodians; fewer than the threshold say nothing about the key.',
    zh: { meaning: '到场的密钥份额少于门限。', remedy: '请更多保管人到场；少于门限的份额不能恢复密钥。' },
  },
  SHARE_REPEATED: {
    remedy: 'Hand in each share once; a copy does not count as another share.',
    zh: { meaning: '同一份额提交了两次。', remedy: '每份只提交一次；副本不算另一份。' },
  },
  SHARE_FOREIGN: {
    remedy: 'Compare the ceremony number on the share with the transcript; use the shares of this ceremony.',
    zh: { meaning: '份额属于另一次仪式或另一把密钥。', remedy: '对照记录中的仪式编号，使用本次仪式的份额。' },
  },
  SHARE_DAMAGED: {
    remedy: 'Use the share of another custodian, and renew the shares in a new ceremony.',
    zh: { meaning: '份额已损坏，或恢复出的密钥与预期不符。', remedy: '改用其他保管人的份额，并另行举行仪式更新份额。' },
  },
  TRANSCRIPT_BAD: {
    remedy: 'Compare with the signed paper copy; do not rely on this file or on the files beside it.',
    zh: {
      meaning: '仪式记录被改动，或与所对照的文件不符。',
      remedy: '与签名的纸质记录核对；不要依赖此文件或其旁的文件。',
    },
  },
  CERTIFICATE_BAD: {
    remedy: 'Check the dates and the issuer of the certificate.',
    zh: { meaning: '证书格式错误、过期或签发者不符。', remedy: '检查证书的日期和签发者。' },
  },
  STORE_FAILED: {
    remedy: 'Check space and rights of the folder, then repeat the command.',
    zh: { meaning: '文件未能完整读取或写入。', remedy: '检查文件夹的空间和权限，然后重试。' },
  },
  STORE_CONFLICT: {
    remedy: 'Look at the register with `permit-issuer show` before repeating the step.',
    zh: { meaning: '登记中已有其他内容，或该步骤已完成。', remedy: '先用 `permit-issuer show` 查看登记再重试。' },
  },
  DATABASE_START_FAILED: {
    remedy:
      'The words beside the code say why; put the folder where the user `postgres` can reach it, or name a server.',
    zh: {
      meaning: '内置数据库无法创建、启动或停止。',
      remedy: '原因见代码旁的说明；请将目录放在 postgres 用户可以访问的位置，或指定数据库服务器。',
    },
  },
  DATABASE_UNAVAILABLE: {
    remedy: 'Check that the server runs and that address and password are right; then repeat.',
    zh: { meaning: '数据库没有应答，或拒绝登录。', remedy: '检查数据库是否运行、地址和密码是否正确，然后重试。' },
  },
  AUDIT_BROKEN: {
    remedy: 'Run `permit-issuer audit verify`, which says where; keep database, backups and witness as they are.',
    zh: {
      meaning: '某办证机关的审计链不完整，因此未签署检查点。',
      remedy: '运行 `permit-issuer audit verify` 查明位置；保留数据库、备份和见证文件原状。',
    },
  },
  DATABASE_CONTENDED: {
    remedy: 'Repeat the act; if it goes on, fewer people should work on the same case at once.',
    zh: {
      meaning: '其他人反复同时修改同一记录，未写入任何内容。',
      remedy: '请重试；若持续出现，请减少同时办理同一事项的人数。',
    },
  },
  MIGRATION_FAILED: {
    remedy: 'Restore the backup made before, or mend the cause and mark the step as rolled back; then migrate again.',
    zh: {
      meaning: '数据库结构变更失败，或之前失败的变更尚未处理。',
      remedy: '恢复变更前的备份，或排除原因并将该步骤标记为已回退，然后重新执行变更。',
    },
  },
  SCHEMA_UNFIT: {
    remedy: 'Run `permit-issuer database migrate` of this version; do not run an older version on a newer database.',
    zh: {
      meaning: '数据库结构与本软件所需的不符。',
      remedy: '请运行本版本的 `permit-issuer database migrate`；不要在较新的数据库上运行较旧的版本。',
    },
  },
  BACKUP_BAD: {
    remedy: 'Use another backup; nothing of this one was restored.',
    zh: { meaning: '备份已损坏、不完整，或不是本软件所做。', remedy: '请使用其他备份；此备份未恢复任何内容。' },
  },
  READ_BACK_FAILED: {
    remedy: 'Quarantine the card, revoke its status index and personalise another.',
    zh: { meaning: '个人化后的卡片读回不符，不得发出。', remedy: '隔离该卡，撤销其状态编号，另制一张。' },
  },
  IMAGE_BAD: {
    remedy: 'Use a copy of the image; the file is damaged or of another version.',
    zh: { meaning: '卡片镜像已损坏或版本不符。', remedy: '使用镜像的副本；该文件已损坏或版本不符。' },
  },
  SETTING_BAD: {
    remedy: 'Correct the setting or argument that the message names.',
    zh: { meaning: '设置或参数不可用。', remedy: '改正提示中指出的设置或参数。' },
  },
  UNEXPECTED: {
    remedy: 'Report it with the steps that led to it; take it for a no.',
    zh: { meaning: '未归类的故障，绝不视为“是”。', remedy: '连同操作步骤上报；按未通过处理。' },
  },
} as const satisfies Partial<Record<Code, Explanation>>;
