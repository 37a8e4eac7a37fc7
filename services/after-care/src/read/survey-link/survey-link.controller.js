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
import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, ReadableBy } from '@recourse/platform';
import { SurveyLinkQuery, SurveyLinkView } from './survey-link.query.js';
let SurveyLinkController = class SurveyLinkController {
    queries;
    constructor(queries) {
        this.queries = queries;
    }
    read(caller, caseId) {
        return this.queries.execute(new SurveyLinkQuery(caller.tenant, caseId));
    }
};
__decorate([
    Get(':caseId/survey-link'),
    ReadableBy('agent', 'operations'),
    ApiOperation({ summary: 'The customer\'s link to the survey of a closed case, for staff to pass on' }),
    ApiOkResponse({ type: SurveyLinkView }),
    __param(0, CurrentCaller()),
    __param(1, Param('caseId', ParseUUIDPipe)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Function, String]),
    __metadata("design:returntype", Promise)
], SurveyLinkController.prototype, "read", null);
SurveyLinkController = __decorate([
    ApiTags('surveys'),
    ApiBearerAuth(),
    Controller('refund-cases'),
    __metadata("design:paramtypes", [QueryBus])
], SurveyLinkController);
export { SurveyLinkController };
//# sourceMappingURL=survey-link.controller.js.map