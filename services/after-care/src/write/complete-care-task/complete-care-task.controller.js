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
import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answerOf, CommandAnswer, CurrentCaller } from '@recourse/platform';
import { CompleteCareTaskDto } from './complete-care-task.dto.js';
import { CompleteCareTaskCommand } from './complete-care-task.handler.js';
let CompleteCareTaskController = class CompleteCareTaskController {
    commands;
    constructor(commands) {
        this.commands = commands;
    }
    async complete(caller, planId, taskId, body) {
        return answerOf(await this.commands.execute(new CompleteCareTaskCommand(caller, planId, taskId, body)));
    }
};
__decorate([
    Post(':planId/tasks/:taskId/completion'),
    HttpCode(200),
    ApiHeader({ name: 'Idempotency-Key', required: true }),
    ApiOperation({ summary: 'A task is done: by its owner, one of its helpers, or a supervisor' }),
    ApiOkResponse({ type: CommandAnswer }),
    __param(0, CurrentCaller()),
    __param(1, Param('planId', ParseUUIDPipe)),
    __param(2, Param('taskId')),
    __param(3, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Function, String, String, CompleteCareTaskDto]),
    __metadata("design:returntype", Promise)
], CompleteCareTaskController.prototype, "complete", null);
CompleteCareTaskController = __decorate([
    ApiTags('care plans'),
    ApiBearerAuth(),
    Controller('care-plans'),
    __metadata("design:paramtypes", [CommandBus])
], CompleteCareTaskController);
export { CompleteCareTaskController };
//# sourceMappingURL=complete-care-task.controller.js.map