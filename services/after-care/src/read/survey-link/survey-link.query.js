var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { CONFIG, ProblemError, RefusedError } from '@recourse/platform';
import { refundCaseRefusal } from '@recourse/refund-case';
import { RefundCases, SurveyLinks } from '../../domain.js';
export class SurveyLinkView {
    caseId;
    surveyToken;
    surveyUrl;
    answered;
}
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], SurveyLinkView.prototype, "caseId", void 0);
__decorate([
    ApiProperty({ description: 'Secret of this case: whoever has it may answer the survey, once' }),
    __metadata("design:type", String)
], SurveyLinkView.prototype, "surveyToken", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], SurveyLinkView.prototype, "surveyUrl", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", Boolean)
], SurveyLinkView.prototype, "answered", void 0);
export class SurveyLinkQuery extends Query {
    tenant;
    caseId;
    constructor(tenant, caseId) {
        super();
        this.tenant = tenant;
        this.caseId = caseId;
    }
}
/** The link is derived, not stored: it can be asked for as often as needed. */
let SurveyLinkQueryHandler = class SurveyLinkQueryHandler {
    links;
    cases;
    config;
    constructor(links, cases, config) {
        this.links = links;
        this.cases = cases;
        this.config = config;
    }
    async execute({ tenant, caseId }) {
        const refundCase = await this.cases.find(tenant, caseId);
        if (!refundCase)
            throw new ProblemError('NotFound', { caseId });
        if (refundCase.survey === 'none')
            throw new RefusedError(refundCaseRefusal('SurveyNotSent'));
        const surveyToken = this.links.tokenFor({ tenant, id: caseId });
        return { caseId, surveyToken, surveyUrl: `${this.config.PUBLIC_URL ?? ''}/surveys/${surveyToken}`, answered: refundCase.survey === 'answered' };
    }
};
SurveyLinkQueryHandler = __decorate([
    QueryHandler(SurveyLinkQuery),
    __param(2, Inject(CONFIG)),
    __metadata("design:paramtypes", [SurveyLinks, RefundCases, Object])
], SurveyLinkQueryHandler);
export { SurveyLinkQueryHandler };
//# sourceMappingURL=survey-link.query.js.map