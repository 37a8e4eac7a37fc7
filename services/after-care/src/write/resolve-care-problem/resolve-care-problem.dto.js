var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { REMEDIES } from '@recourse/care-plan';
export class ResolveCareProblemDto {
    remedy;
    caseId;
    note;
}
__decorate([
    ApiProperty({ enum: REMEDIES, description: '退换 / 补打 / 补偿 / 退款, or NONE for advice alone' }),
    IsIn(REMEDIES),
    __metadata("design:type", String)
], ResolveCareProblemDto.prototype, "remedy", void 0);
__decorate([
    ApiPropertyOptional({ description: 'The refund case that pays, with the remedy REFUND and with no other' }),
    IsOptional(),
    IsUUID(),
    __metadata("design:type", String)
], ResolveCareProblemDto.prototype, "caseId", void 0);
__decorate([
    ApiPropertyOptional({ description: 'What was agreed; kept sealed' }),
    IsOptional(),
    IsString(),
    Length(1, 4000),
    __metadata("design:type", String)
], ResolveCareProblemDto.prototype, "note", void 0);
//# sourceMappingURL=resolve-care-problem.dto.js.map