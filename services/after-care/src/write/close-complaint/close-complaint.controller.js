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
import { CloseComplaintDto } from './close-complaint.dto.js';
import { CloseComplaintCommand } from './close-complaint.handler.js';
let CloseComplaintController = class CloseComplaintController {
    commands;
    constructor(commands) {
        this.commands = commands;
    }
    async close(caller, complaintId, body) {
        return answerOf(await this.commands.execute(new CloseComplaintCommand(caller, complaintId, body)));
    }
};
__decorate([
    Post(':complaintId/closing'),
    HttpCode(200),
    ApiHeader({ name: 'Idempotency-Key', required: true }),
    ApiOperation({ summary: 'Close a complaint with its outcome' }),
    ApiOkResponse({ type: CommandAnswer }),
    __param(0, CurrentCaller()),
    __param(1, Param('complaintId', ParseUUIDPipe)),
    __param(2, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Function, String, CloseComplaintDto]),
    __metadata("design:returntype", Promise)
], CloseComplaintController.prototype, "close", null);
CloseComplaintController = __decorate([
    ApiTags('complaints'),
    ApiBearerAuth(),
    Controller('complaints'),
    __metadata("design:paramtypes", [CommandBus])
], CloseComplaintController);
export { CloseComplaintController };
//# sourceMappingURL=close-complaint.controller.js.map