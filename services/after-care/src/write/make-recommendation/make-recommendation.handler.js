var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Command, CommandHandler } from '@nestjs/cqrs';
import { CarePlans } from '../../domain.js';
export class MakeRecommendationCommand extends Command {
    caller;
    planId;
    body;
    constructor(caller, planId, body) {
        super();
        this.caller = caller;
        this.planId = planId;
        this.body = body;
    }
}
let MakeRecommendationHandler = class MakeRecommendationHandler {
    plans;
    constructor(plans) {
        this.plans = plans;
    }
    execute({ caller, planId, body: { recommendationId, consentId } }) {
        return this.plans.send(caller, planId, { type: 'MakeRecommendation', recommendationId, ...(consentId ? { consentId } : {}) });
    }
};
MakeRecommendationHandler = __decorate([
    CommandHandler(MakeRecommendationCommand),
    __metadata("design:paramtypes", [CarePlans])
], MakeRecommendationHandler);
export { MakeRecommendationHandler };
//# sourceMappingURL=make-recommendation.handler.js.map