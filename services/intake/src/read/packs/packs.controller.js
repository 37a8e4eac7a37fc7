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
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CLOCK, ProblemError, Public } from '@recourse/platform';
import { PolicyPacks } from '@recourse/policy';
/** Conditions, clauses and deadlines are public: a customer can read them before asking. */
let PacksController = class PacksController {
    packs;
    clock;
    constructor(packs, clock) {
        this.packs = packs;
        this.clock = clock;
    }
    list() {
        const ids = [...new Set(this.packs.all().filter((pack) => pack.kind === 'refund').map((pack) => pack.id))];
        const inForce = ids.map((id) => this.packs.latest(id, this.clock.now())).filter((pack) => pack !== undefined);
        return { items: inForce.map(({ id, version, title, currency }) => ({ id, version, title, currency })) };
    }
    read(id) {
        const pack = this.packs.latest(id, this.clock.now());
        if (!pack)
            throw new ProblemError('NotFound', { pack: id });
        return pack;
    }
};
__decorate([
    Get(),
    ApiOperation({ summary: 'The policy packs in force now' }),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Object)
], PacksController.prototype, "list", null);
__decorate([
    Get(':id'),
    ApiOperation({ summary: 'One pack: reasons, evidence, windows, stages with their due times, clauses, notices, contacts' }),
    __param(0, Param('id')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Object)
], PacksController.prototype, "read", null);
PacksController = __decorate([
    ApiTags('policy packs'),
    Public(),
    Controller('packs'),
    __param(1, Inject(CLOCK)),
    __metadata("design:paramtypes", [PolicyPacks, Object])
], PacksController);
export { PacksController };
//# sourceMappingURL=packs.controller.js.map