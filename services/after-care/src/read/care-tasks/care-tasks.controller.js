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
import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, ReadableBy } from '@recourse/platform';
import { CareTaskFilterDto, CareTaskPage } from './care-tasks.dto.js';
import { CareTasksQuery } from './care-tasks.query.js';
let CareTasksController = class CareTasksController {
    queries;
    constructor(queries) {
        this.queries = queries;
    }
    list(caller, filter) {
        return this.queries.execute(new CareTasksQuery(caller.tenant, filter));
    }
};
__decorate([
    Get(),
    ReadableBy('agent', 'doctor', 'supervisor', 'operations', 'auditor'),
    ApiOperation({ summary: 'What is to do in after-care, by owner, due time and status; what is due first comes first' }),
    ApiOkResponse({ type: CareTaskPage }),
    __param(0, CurrentCaller()),
    __param(1, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Function, CareTaskFilterDto]),
    __metadata("design:returntype", Promise)
], CareTasksController.prototype, "list", null);
CareTasksController = __decorate([
    ApiTags('care plans'),
    ApiBearerAuth(),
    Controller('care-tasks'),
    __metadata("design:paramtypes", [QueryBus])
], CareTasksController);
export { CareTasksController };
//# sourceMappingURL=care-tasks.controller.js.map