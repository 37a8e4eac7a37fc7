import { OfferDto } from '../../offer.dto.js'

export class MakeOfferDto extends OfferDto {}
