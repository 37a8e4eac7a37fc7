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
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { COMPLAINT_CHANNELS, COMPLAINT_OUTCOMES } from '@recourse/care-plan';
import { PageQuery } from '@recourse/platform';
import { COMPLAINT_STATUSES } from './complaint.projection.js';
export class ComplaintFilterDto extends PageQuery {
    status;
    caseId;
}
__decorate([
    ApiPropertyOptional({ enum: COMPLAINT_STATUSES }),
    IsOptional(),
    IsIn(COMPLAINT_STATUSES),
    __metadata("design:type", String)
], ComplaintFilterDto.prototype, "status", void 0);
__decorate([
    ApiPropertyOptional(),
    IsOptional(),
    IsUUID(),
    __metadata("design:type", String)
], ComplaintFilterDto.prototype, "caseId", void 0);
export class ComplaintItem {
    complaintId;
    customer;
    caseId;
    stage;
    pack;
    packVersion;
    channel;
    status;
    outcome;
    openedAt;
    answeredAt;
    closedAt;
    version;
}
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], ComplaintItem.prototype, "complaintId", void 0);
__decorate([
    ApiProperty({ description: 'Pseudonym' }),
    __metadata("design:type", String)
], ComplaintItem.prototype, "customer", void 0);
__decorate([
    ApiProperty({ type: String, nullable: true }),
    __metadata("design:type", Object)
], ComplaintItem.prototype, "caseId", void 0);
__decorate([
    ApiProperty({ type: String, nullable: true, description: 'Phase of the case when the complaint came' }),
    __metadata("design:type", Object)
], ComplaintItem.prototype, "stage", void 0);
__decorate([
    ApiProperty({ type: String, nullable: true }),
    __metadata("design:type", Object)
], ComplaintItem.prototype, "pack", void 0);
__decorate([
    ApiProperty({ type: String, nullable: true }),
    __metadata("design:type", Object)
], ComplaintItem.prototype, "packVersion", void 0);
__decorate([
    ApiProperty({ enum: COMPLAINT_CHANNELS }),
    __metadata("design:type", String)
], ComplaintItem.prototype, "channel", void 0);
__decorate([
    ApiProperty({ enum: COMPLAINT_STATUSES }),
    __metadata("design:type", String)
], ComplaintItem.prototype, "status", void 0);
__decorate([
    ApiProperty({ enum: COMPLAINT_OUTCOMES, nullable: true }),
    __metadata("design:type", Object)
], ComplaintItem.prototype, "outcome", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", Date)
], ComplaintItem.prototype, "openedAt", void 0);
__decorate([
    ApiProperty({ type: Date, nullable: true, description: 'First answer' }),
    __metadata("design:type", Object)
], ComplaintItem.prototype, "answeredAt", void 0);
__decorate([
    ApiProperty({ type: Date, nullable: true }),
    __metadata("design:type", Object)
], ComplaintItem.prototype, "closedAt", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", Number)
], ComplaintItem.prototype, "version", void 0);
export class ComplaintPage {
    items;
    next;
}
__decorate([
    ApiProperty({ type: [ComplaintItem] }),
    __metadata("design:type", Array)
], ComplaintPage.prototype, "items", void 0);
__decorate([
    ApiProperty({ type: String, nullable: true }),
    __metadata("design:type", Object)
], ComplaintPage.prototype, "next", void 0);
//# sourceMappingURL=complaints.dto.js.map