import { join } from 'node:path';
import { variable } from './services.mjs';

/**
 * Sandboxes of the real payment channels: they run in the process `sandbox`, each on a port of its own, which its environment calls `<NAME>_PORT`.
 * @type {{ name: string, port: number }[]}
 */
export const channelSandboxes = [
  { name: 'sandbox-wechat-pay', port: 4071 },
  { name: 'sandbox-alipay', port: 4072 },
  { name: 'sandbox-bank', port: 4073 },
  { name: 'sandbox-stripe', port: 4074 },
];

/**
 * What the process `sandbox` and the service that pays through it have to know. `sandbox migrate` makes the keys of both sides where there are none yet.
 * @param {string} keys a private directory
 * @param {Record<string, string>} urls of every service and sandbox by name
 * @returns {{ sandbox: NodeJS.ProcessEnv, payout: NodeJS.ProcessEnv }}
 */
export function channelSettings(keys, urls) {
  const [wechatPay, alipay, bank, stripe] = ['wechat-pay', 'alipay', 'bank', 'stripe'].map((channel) => join(keys, channel));
  const noticesOf = (channel) => `${urls.payout}/channel-notices/${channel}`;
  return {
    sandbox: {
      ...Object.fromEntries(channelSandboxes.filter(({ name }) => urls[name]).map(({ name }) => [`${variable(name)}_PORT`, new URL(urls[name]).port])),
      WECHAT_SANDBOX_KEYS_DIR: wechatPay,
      WECHAT_SANDBOX_SETTLES_AFTER_MS: '1000',
      ALIPAY_SANDBOX_KEYS_DIR: alipay,
      ALIPAY_SANDBOX_NOTIFY_URL: noticesOf('alipay'),
      BANK_SANDBOX_KEYS_DIR: bank,
      BANK_SANDBOX_SETTLES_AFTER_MS: '1000',
      STRIPE_SANDBOX_KEYS_DIR: stripe,
      STRIPE_SANDBOX_NOTIFY_URL: noticesOf('stripe'),
    },
    payout: {
      SANDBOX_URL: urls.sandbox,
      WECHAT_PAY_URL: urls['sandbox-wechat-pay'],
      WECHAT_PAY_MCHID: '1900000001',
      WECHAT_PAY_SERIAL: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
      WECHAT_PAY_PRIVATE_KEY_FILE: join(wechatPay, 'merchant-key.pem'),
      WECHAT_PAY_API_V3_KEY_FILE: join(wechatPay, 'api-v3-key'),
      WECHAT_PAY_PLATFORM_KEYS_DIR: join(wechatPay, 'platform'),
      WECHAT_PAY_PLATFORM_SERIAL: 'PUB_KEY_ID_0119000000012026010100000000000001',
      WECHAT_PAY_NOTIFY_URL: noticesOf('wechat-pay'),
      ALIPAY_URL: `${urls['sandbox-alipay']}/gateway.do`,
      ALIPAY_APP_ID: '2026000000000001',
      ALIPAY_SELLER_ID: '2088000000000001',
      ALIPAY_PRIVATE_KEY_FILE: join(alipay, 'app-key.pem'),
      ALIPAY_PUBLIC_KEY_FILE: join(alipay, 'alipay-public-key.pem'),
      BANK_TRANSFER_URL: urls['sandbox-bank'],
      BANK_TRANSFER_CUSTOMER_NO: '8800000001',
      BANK_TRANSFER_PAYER_ACCOUNT: '62000000000000001',
      BANK_TRANSFER_PRIVATE_KEY_FILE: join(bank, 'company-key.pem'),
      BANK_TRANSFER_BANK_KEY_FILE: join(bank, 'bank-public-key.pem'),
      BANK_TRANSFER_LEDGER_KEY_FILE: join(bank, 'ledger-key'),
      BANK_TRANSFER_POLL_MS: '1000',
      STRIPE_URL: urls['sandbox-stripe'],
      STRIPE_API_KEY_FILE: join(stripe, 'api-key'),
      STRIPE_WEBHOOK_SECRET_FILE: join(stripe, 'webhook-secret'),
    },
  };
}
