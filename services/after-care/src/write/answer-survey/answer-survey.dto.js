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
import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
export class AnswerSurveyDto {
    score;
    comment;
}
__decorate([
    ApiProperty({ minimum: 1, maximum: 5, description: '1 = very dissatisfied, 5 = very satisfied' }),
    IsInt(),
    Min(1),
    Max(5),
    __metadata("design:type", Number)
], AnswerSurveyDto.prototype, "score", void 0);
__decorate([
    ApiPropertyOptional({ description: 'Kept sealed' }),
    IsOptional(),
    IsString(),
    Length(1, 4000),
    __metadata("design:type", String)
], AnswerSurveyDto.prototype, "comment", void 0);
//# sourceMappingURL=answer-survey.dto.js.map