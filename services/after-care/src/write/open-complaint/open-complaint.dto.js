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
import { COMPLAINT_CHANNELS } from '@recourse/care-plan';
export class OpenComplaintDto {
    caseId;
    customerId;
    channel;
    text;
}
__decorate([
    ApiPropertyOptional({ description: 'The refund case it is about' }),
    IsOptional(),
    IsUUID(),
    __metadata("design:type", String)
], OpenComplaintDto.prototype, "caseId", void 0);
__decorate([
    ApiPropertyOptional({ description: 'Whose complaint staff take down, when it is about no case; a customer\'s own otherwise' }),
    IsOptional(),
    IsString(),
    Length(1, 128),
    __metadata("design:type", String)
], OpenComplaintDto.prototype, "customerId", void 0);
__decorate([
    ApiProperty({ enum: COMPLAINT_CHANNELS, description: 'How it came' }),
    IsIn(COMPLAINT_CHANNELS),
    __metadata("design:type", Object)
], OpenComplaintDto.prototype, "channel", void 0);
__decorate([
    ApiProperty({ description: 'In the customer\'s own words; kept sealed' }),
    IsString(),
    Length(1, 4000),
    __metadata("design:type", String)
], OpenComplaintDto.prototype, "text", void 0);
//# sourceMappingURL=open-complaint.dto.js.map