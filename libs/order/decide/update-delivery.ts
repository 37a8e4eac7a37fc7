import { canonicalJson, type Decision } from '@recourse/kernel'
import type { UpdateDelivery } from '../commands.js'
import { DeliveryUpdated } from '../events/index.js'
import type { RecordedOrder } from '../state.js'

/** Feeds repeat and overtake themselves: what is older than the known status, or the same, is nothing to do. */
export const updateDelivery = ({ status, eta, at }: UpdateDelivery, order: RecordedOrder): Decision => {
  const news = { status, at, ...(eta ? { eta } : {}) }
  const known = order.delivery
  if (known && (at < known.at || canonicalJson(known) === canonicalJson(news))) return []
  return [DeliveryUpdated(news)]
}
