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
import { Controller, Get, Headers, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { languageOf, Public } from '@recourse/platform';
import { SurveyQuery, SurveyView } from './survey.query.js';
let SurveyController = class SurveyController {
    queries;
    constructor(queries) {
        this.queries = queries;
    }
    read(token, acceptLanguage) {
        return this.queries.execute(new SurveyQuery(token, languageOf(acceptLanguage)));
    }
};
__decorate([
    Get(':token'),
    ApiOperation({ summary: 'The questions after a closed case, in zh-CN or en by Accept-Language; no login, no personal data' }),
    ApiOkResponse({ type: SurveyView }),
    __param(0, Param('token')),
    __param(1, Headers('accept-language')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, String]),
    __metadata("design:returntype", Promise)
], SurveyController.prototype, "read", null);
SurveyController = __decorate([
    ApiTags('surveys'),
    Public(),
    Controller('surveys'),
    __metadata("design:paramtypes", [QueryBus])
], SurveyController);
export { SurveyController };
//# sourceMappingURL=survey.controller.js.map