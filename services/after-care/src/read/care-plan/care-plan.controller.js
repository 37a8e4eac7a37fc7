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
import { Controller, Get, Headers, Param, ParseUUIDPipe } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, languageOf, ReadableBy } from '@recourse/platform';
import { CarePlanView } from './care-plan.dto.js';
import { CarePlanQuery } from './care-plan.query.js';
let CarePlanController = class CarePlanController {
    queries;
    constructor(queries) {
        this.queries = queries;
    }
    read(caller, planId, acceptLanguage) {
        return this.queries.execute(new CarePlanQuery(caller, planId, languageOf(acceptLanguage)));
    }
};
__decorate([
    Get(':planId'),
    ReadableBy('customer', 'agent', 'doctor', 'supervisor', 'operations', 'auditor'),
    ApiOperation({ summary: 'One care plan: guidance for its project, tasks, problems; in zh-CN or en by Accept-Language; what was said of a problem only for its customer, agents, doctors, supervisors' }),
    ApiOkResponse({ type: CarePlanView }),
    __param(0, CurrentCaller()),
    __param(1, Param('planId', ParseUUIDPipe)),
    __param(2, Headers('accept-language')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Function, String, String]),
    __metadata("design:returntype", Promise)
], CarePlanController.prototype, "read", null);
CarePlanController = __decorate([
    ApiTags('care plans'),
    ApiBearerAuth(),
    Controller('care-plans'),
    __metadata("design:paramtypes", [QueryBus])
], CarePlanController);
export { CarePlanController };
//# sourceMappingURL=care-plan.controller.js.map