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
import { IsObject, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { IsTime } from '@recourse/platform';
export class CareContactDto {
    name;
    phone;
}
__decorate([
    ApiPropertyOptional(),
    IsOptional(),
    IsString(),
    Length(1, 100),
    __metadata("design:type", String)
], CareContactDto.prototype, "name", void 0);
__decorate([
    ApiPropertyOptional(),
    IsOptional(),
    IsString(),
    Length(1, 40),
    __metadata("design:type", String)
], CareContactDto.prototype, "phone", void 0);
export class StartCarePlanDto {
    customerId;
    orderId;
    project;
    treatmentCompletedAt;
    pack;
    contact;
}
__decorate([
    ApiProperty({ description: 'Pseudonym of the customer, as in their token' }),
    IsString(),
    Length(1, 128),
    __metadata("design:type", String)
], StartCarePlanDto.prototype, "customerId", void 0);
__decorate([
    ApiPropertyOptional({ description: 'The shop\'s own order number' }),
    IsOptional(),
    IsString(),
    Length(1, 128),
    __metadata("design:type", String)
], StartCarePlanDto.prototype, "orderId", void 0);
__decorate([
    ApiProperty({ description: 'What was done: code or name of a project of the care pack', example: '光子嫩肤' }),
    IsString(),
    Length(1, 128),
    __metadata("design:type", String)
], StartCarePlanDto.prototype, "project", void 0);
__decorate([
    ApiProperty({ description: 'ISO 8601 with zone; every due time counts from its day in Asia/Shanghai' }),
    IsTime(),
    __metadata("design:type", String)
], StartCarePlanDto.prototype, "treatmentCompletedAt", void 0);
__decorate([
    ApiPropertyOptional({ description: 'Care pack', default: 'light-aesthetics-care' }),
    IsOptional(),
    IsString(),
    Length(1, 64),
    __metadata("design:type", String)
], StartCarePlanDto.prototype, "pack", void 0);
__decorate([
    ApiPropertyOptional({ type: CareContactDto, description: 'Kept sealed' }),
    IsOptional(),
    IsObject(),
    ValidateNested(),
    Type(() => CareContactDto),
    __metadata("design:type", CareContactDto)
], StartCarePlanDto.prototype, "contact", void 0);
//# sourceMappingURL=start-care-plan.dto.js.map