// Gives payout the files that its settings name, and no private key of a sandbox: run once at every start, as the last program of `migrate`.
import { cpSync } from 'node:fs'
import { join } from 'node:path'

const ofPayout = [
  'wechat-pay/merchant-key.pem', 'wechat-pay/api-v3-key', 'wechat-pay/platform',
  'alipay/app-key.pem', 'alipay/alipay-public-key.pem',
  'bank/company-key.pem', 'bank/bank-public-key.pem', 'bank/ledger-key',
]

/**
 * @param {string} from where the sandboxes made the keys of both sides
 * @param {string} to what payout can read
 */
export const shareKeys = (from, to) => {
  for (const path of ofPayout) cpSync(join(from, path), join(to, path), { recursive: true })
}

if (import.meta.main) shareKeys('/var/lib/recourse/sandbox-keys', '/var/lib/recourse/payout-keys')
