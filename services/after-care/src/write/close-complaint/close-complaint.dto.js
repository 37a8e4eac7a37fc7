var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { COMPLAINT_OUTCOMES } from '@recourse/care-plan';
export class CloseComplaintDto {
    outcome;
}
__decorate([
    ApiProperty({ enum: COMPLAINT_OUTCOMES, description: 'Any but WITHDRAWN needs an answer first' }),
    IsIn(COMPLAINT_OUTCOMES),
    __metadata("design:type", Object)
], CloseComplaintDto.prototype, "outcome", void 0);
//# sourceMappingURL=close-complaint.dto.js.map