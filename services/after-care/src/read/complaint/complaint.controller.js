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
import { ComplaintQuery, ComplaintView } from './complaint.query.js';
let ComplaintController = class ComplaintController {
    queries;
    constructor(queries) {
        this.queries = queries;
    }
    read(caller, complaintId) {
        return this.queries.execute(new ComplaintQuery(caller, complaintId));
    }
};
__decorate([
    Get(':complaintId'),
    ReadableBy('customer', 'agent', 'supervisor', 'operations'),
    ApiOperation({ summary: 'One complaint; with what was said for whoever may answer it and for its customer' }),
    ApiOkResponse({ type: ComplaintView }),
    __param(0, CurrentCaller()),
    __param(1, Param('complaintId', ParseUUIDPipe)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Function, String]),
    __metadata("design:returntype", Promise)
], ComplaintController.prototype, "read", null);
ComplaintController = __decorate([
    ApiTags('complaints'),
    ApiBearerAuth(),
    Controller('complaints'),
    __metadata("design:paramtypes", [QueryBus])
], ComplaintController);
export { ComplaintController };
//# sourceMappingURL=complaint.controller.js.map