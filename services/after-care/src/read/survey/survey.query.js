var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Query, QueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { ProblemError, RefusedError } from '@recourse/platform';
import { refundCaseRefusal } from '@recourse/refund-case';
import { RefundCases, SurveyLinks } from '../../domain.js';
import { SURVEY_QUESTIONS } from './survey-questions.js';
export class SurveyQuestion {
    field;
    required;
    text;
}
__decorate([
    ApiProperty({ enum: SURVEY_QUESTIONS.map(({ field }) => field), description: 'Field of the answer' }),
    __metadata("design:type", String)
], SurveyQuestion.prototype, "field", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", Boolean)
], SurveyQuestion.prototype, "required", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], SurveyQuestion.prototype, "text", void 0);
export class SurveyView {
    answered;
    questions;
}
__decorate([
    ApiProperty(),
    __metadata("design:type", Boolean)
], SurveyView.prototype, "answered", void 0);
__decorate([
    ApiProperty({ type: [SurveyQuestion] }),
    __metadata("design:type", Array)
], SurveyView.prototype, "questions", void 0);
export class SurveyQuery extends Query {
    token;
    language;
    constructor(token, language) {
        super();
        this.token = token;
        this.language = language;
    }
}
let SurveyQueryHandler = class SurveyQueryHandler {
    links;
    cases;
    constructor(links, cases) {
        this.links = links;
        this.cases = cases;
    }
    async execute({ token, language }) {
        const target = this.links.open(token);
        const refundCase = target && await this.cases.find(target.tenant, target.id);
        if (!refundCase)
            throw new ProblemError('NotFound');
        if (refundCase.survey === 'none')
            throw new RefusedError(refundCaseRefusal('SurveyNotSent'));
        return { answered: refundCase.survey === 'answered', questions: SURVEY_QUESTIONS.map(({ text, ...question }) => ({ ...question, text: text[language] })) };
    }
};
SurveyQueryHandler = __decorate([
    QueryHandler(SurveyQuery),
    __metadata("design:paramtypes", [SurveyLinks, RefundCases])
], SurveyQueryHandler);
export { SurveyQueryHandler };
//# sourceMappingURL=survey.query.js.map