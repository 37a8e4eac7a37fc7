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
import { refundCaseRefusal } from '@recourse/refund-case';
import { RefundCases } from '../../domain.js';
export class AnswerSurveyCommand extends Command {
    caller;
    caseId;
    body;
    constructor(caller, caseId, body) {
        super();
        this.caller = caller;
        this.caseId = caseId;
        this.body = body;
    }
}
let AnswerSurveyHandler = class AnswerSurveyHandler {
    cases;
    constructor(cases) {
        this.cases = cases;
    }
    async execute({ caller, caseId, body: { score, comment } }) {
        const refundCase = await this.cases.find(caller.tenant, caseId);
        if (!refundCase)
            return refundCaseRefusal('UnknownCase');
        const personal = comment ? { personal: { person: refundCase.customer, fields: { comment } } } : {};
        return this.cases.send(caller, caseId, { type: 'AnswerSurvey', score, ...personal });
    }
};
AnswerSurveyHandler = __decorate([
    CommandHandler(AnswerSurveyCommand),
    __metadata("design:paramtypes", [RefundCases])
], AnswerSurveyHandler);
export { AnswerSurveyHandler };
//# sourceMappingURL=answer-survey.handler.js.map