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
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { CommandAnswer } from '@recourse/platform';
import { SEVERITIES } from '@recourse/policy';
export class RegisterCareProblemDto {
    severity;
    description;
}
__decorate([
    ApiProperty({ enum: SEVERITIES, description: 'Decides who deals with it and by when; an adverse event goes to a doctor at once' }),
    IsIn(SEVERITIES),
    __metadata("design:type", String)
], RegisterCareProblemDto.prototype, "severity", void 0);
__decorate([
    ApiPropertyOptional({ description: 'What the customer notices; kept sealed' }),
    IsOptional(),
    IsString(),
    Length(1, 4000),
    __metadata("design:type", String)
], RegisterCareProblemDto.prototype, "description", void 0);
export class RegisterCareProblemAnswer extends CommandAnswer {
    problemId;
}
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], RegisterCareProblemAnswer.prototype, "problemId", void 0);
//# sourceMappingURL=register-care-problem.dto.js.map