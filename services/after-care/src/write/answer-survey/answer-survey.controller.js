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
import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answerOf, Caller, CommandAnswer, ProblemError, Public } from '@recourse/platform';
import { SurveyLinks } from '../../domain.js';
import { AnswerSurveyDto } from './answer-survey.dto.js';
import { AnswerSurveyCommand } from './answer-survey.handler.js';
// The link proves that it was given out for this case, not who opened it: so the event names the link, not the customer.
const BY_LINK = { id: 'survey-link', roles: ['service'] };
let AnswerSurveyController = class AnswerSurveyController {
    commands;
    links;
    constructor(commands, links) {
        this.commands = commands;
        this.links = links;
    }
    async answer(token, body, request) {
        const target = this.links.open(token);
        if (!target)
            throw new ProblemError('NotFound');
        const caller = new Caller({ tenant: target.tenant, actor: BY_LINK }, request);
        return answerOf(await this.commands.execute(new AnswerSurveyCommand(caller, target.id, body)));
    }
};
__decorate([
    Post(':token'),
    HttpCode(200),
    ApiHeader({ name: 'Idempotency-Key', required: true }),
    ApiOperation({ summary: 'Answer the survey, once; no login' }),
    ApiOkResponse({ type: CommandAnswer }),
    __param(0, Param('token')),
    __param(1, Body()),
    __param(2, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, AnswerSurveyDto, Object]),
    __metadata("design:returntype", Promise)
], AnswerSurveyController.prototype, "answer", null);
AnswerSurveyController = __decorate([
    ApiTags('surveys'),
    Public(),
    Controller('surveys'),
    __metadata("design:paramtypes", [CommandBus, SurveyLinks])
], AnswerSurveyController);
export { AnswerSurveyController };
//# sourceMappingURL=answer-survey.controller.js.map