import { OfferDto } from '../../offer.dto.js'

export class CounterOfferDto extends OfferDto {}
