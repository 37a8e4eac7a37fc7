var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
export class CompleteCareTaskDto {
    note;
    score;
}
__decorate([
    ApiPropertyOptional({ description: 'What was said and done; kept sealed' }),
    IsOptional(),
    IsString(),
    Length(1, 4000),
    __metadata("design:type", String)
], CompleteCareTaskDto.prototype, "note", void 0);
__decorate([
    ApiPropertyOptional({ minimum: 1, maximum: 5, description: 'The customer\'s answer, for the satisfaction survey only' }),
    IsOptional(),
    IsInt(),
    Min(1),
    Max(5),
    __metadata("design:type", Number)
], CompleteCareTaskDto.prototype, "score", void 0);
//# sourceMappingURL=complete-care-task.dto.js.map