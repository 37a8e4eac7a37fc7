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
import { IsOptional, IsString, Length } from 'class-validator';
export class MakeRecommendationDto {
    recommendationId;
    consentId;
}
__decorate([
    ApiProperty({ description: 'One of `recommendations` of the plan', example: 'hydra-collagen' }),
    IsString(),
    Length(1, 64),
    __metadata("design:type", String)
], MakeRecommendationDto.prototype, "recommendationId", void 0);
__decorate([
    ApiPropertyOptional({ description: 'The customer\'s recorded consent to commercial messages; without it nothing may be recommended' }),
    IsOptional(),
    IsString(),
    Length(1, 128),
    __metadata("design:type", String)
], MakeRecommendationDto.prototype, "consentId", void 0);
//# sourceMappingURL=make-recommendation.dto.js.map