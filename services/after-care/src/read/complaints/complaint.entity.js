var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Column, Entity, PrimaryColumn } from 'typeorm';
/** A row of the view `complaint`. Only the projection writes it. */
let ComplaintRow = class ComplaintRow {
    tenant;
    complaintId;
    version;
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
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], ComplaintRow.prototype, "tenant", void 0);
__decorate([
    PrimaryColumn('text', { name: 'complaint_id' }),
    __metadata("design:type", String)
], ComplaintRow.prototype, "complaintId", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], ComplaintRow.prototype, "version", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], ComplaintRow.prototype, "customer", void 0);
__decorate([
    Column('text', { name: 'case_id', nullable: true }),
    __metadata("design:type", Object)
], ComplaintRow.prototype, "caseId", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], ComplaintRow.prototype, "stage", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], ComplaintRow.prototype, "pack", void 0);
__decorate([
    Column('text', { name: 'pack_version', nullable: true }),
    __metadata("design:type", Object)
], ComplaintRow.prototype, "packVersion", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], ComplaintRow.prototype, "channel", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], ComplaintRow.prototype, "status", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], ComplaintRow.prototype, "outcome", void 0);
__decorate([
    Column('timestamptz', { name: 'opened_at' }),
    __metadata("design:type", Date)
], ComplaintRow.prototype, "openedAt", void 0);
__decorate([
    Column('timestamptz', { name: 'answered_at', nullable: true }),
    __metadata("design:type", Object)
], ComplaintRow.prototype, "answeredAt", void 0);
__decorate([
    Column('timestamptz', { name: 'closed_at', nullable: true }),
    __metadata("design:type", Object)
], ComplaintRow.prototype, "closedAt", void 0);
ComplaintRow = __decorate([
    Entity({ name: 'complaint', synchronize: false })
], ComplaintRow);
export { ComplaintRow };
//# sourceMappingURL=complaint.entity.js.map