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
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answerOf, CurrentCaller } from '@recourse/platform';
import { RegisterCareProblemAnswer, RegisterCareProblemDto } from './register-care-problem.dto.js';
import { RegisterCareProblemCommand } from './register-care-problem.handler.js';
let RegisterCareProblemController = class RegisterCareProblemController {
    commands;
    constructor(commands) {
        this.commands = commands;
    }
    async register(caller, planId, body) {
        const problemId = caller.derivedId(`care-problem/${planId}`);
        return { ...answerOf(await this.commands.execute(new RegisterCareProblemCommand(caller, planId, problemId, body))), problemId };
    }
};
__decorate([
    Post(':planId/problems'),
    HttpCode(201),
    ApiHeader({ name: 'Idempotency-Key', required: true }),
    ApiOperation({ summary: 'Report a problem after a treatment, at any time, by the customer or staff' }),
    ApiCreatedResponse({ type: RegisterCareProblemAnswer }),
    __param(0, CurrentCaller()),
    __param(1, Param('planId', ParseUUIDPipe)),
    __param(2, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Function, String, RegisterCareProblemDto]),
    __metadata("design:returntype", Promise)
], RegisterCareProblemController.prototype, "register", null);
RegisterCareProblemController = __decorate([
    ApiTags('care plans'),
    ApiBearerAuth(),
    Controller('care-plans'),
    __metadata("design:paramtypes", [CommandBus])
], RegisterCareProblemController);
export { RegisterCareProblemController };
//# sourceMappingURL=register-care-problem.controller.js.map