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
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answerOf, CommandAnswer, CurrentCaller } from '@recourse/platform';
import { OpenComplaintDto } from './open-complaint.dto.js';
import { OpenComplaintCommand } from './open-complaint.handler.js';
let OpenComplaintController = class OpenComplaintController {
    commands;
    constructor(commands) {
        this.commands = commands;
    }
    async open(caller, body) {
        return answerOf(await this.commands.execute(new OpenComplaintCommand(caller, body)));
    }
};
__decorate([
    Post(),
    HttpCode(201),
    ApiHeader({ name: 'Idempotency-Key', required: true }),
    ApiOperation({ summary: 'Complain, about a refund case or in general; staff may take it down in a customer\'s name' }),
    ApiCreatedResponse({ type: CommandAnswer }),
    __param(0, CurrentCaller()),
    __param(1, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Function, OpenComplaintDto]),
    __metadata("design:returntype", Promise)
], OpenComplaintController.prototype, "open", null);
OpenComplaintController = __decorate([
    ApiTags('complaints'),
    ApiBearerAuth(),
    Controller('complaints'),
    __metadata("design:paramtypes", [CommandBus])
], OpenComplaintController);
export { OpenComplaintController };
//# sourceMappingURL=open-complaint.controller.js.map