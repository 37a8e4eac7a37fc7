import { join } from 'node:path';

/**
 * Sandboxes of the real payment channels: they run in the process `sandbox`, each on a port of its own, which its environment calls `<NAME>_PORT`.
 * @type {{ name: string, port: number }[]}
 */
export const channelSandboxes = [
  { name: 'sandbox-wechat-pay', port: 4071 },
  { name: 'sandbox-alipay', port: 4072 },
];

/**
 * What the process `sandbox` and the service that pays through it have to know. `sandbox migrate` makes the keys of both sides where there are none yet.
 * @param {string} keys a private directory
 * @param {Record<string, string>} urls of every service and sandbox by name
 * @returns {{ sandbox: NodeJS.ProcessEnv, payout: NodeJS.ProcessEnv }}
 */
export function channelSettings(keys, urls) {
  const [wechatPay, alipay] = [join(keys, 'wechat-pay'), join(keys, 'alipay')];
  const noticesOf = (channel) => `${urls.payout}/channel-notices/${channel}`;
  return {
    sandbox: {
      SANDBOX_WECHAT_PAY_PORT: new URL(urls['sandbox-wechat-pay']).port,
      WECHAT_SANDBOX_KEYS_DIR: wechatPay,
      SANDBOX_ALIPAY_PORT: new URL(urls['sandbox-alipay']).port,
      ALIPAY_SANDBOX_KEYS_DIR: alipay,
      ALIPAY_SANDBOX_NOTIFY_URL: noticesOf('alipay'),
    },
    payout: {
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
    },
  };
}
