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
/** A row of the view `care_task`. Only the projection writes it. */
let CareTaskRow = class CareTaskRow {
    tenant;
    planId;
    taskId;
    customer;
    project;
    stage;
    owner;
    helpers;
    commercial;
    from;
    dueAt;
    status;
    completedAt;
    late;
};
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], CareTaskRow.prototype, "tenant", void 0);
__decorate([
    PrimaryColumn('text', { name: 'plan_id' }),
    __metadata("design:type", String)
], CareTaskRow.prototype, "planId", void 0);
__decorate([
    PrimaryColumn('text', { name: 'task_id' }),
    __metadata("design:type", String)
], CareTaskRow.prototype, "taskId", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], CareTaskRow.prototype, "customer", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], CareTaskRow.prototype, "project", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], CareTaskRow.prototype, "stage", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], CareTaskRow.prototype, "owner", void 0);
__decorate([
    Column('jsonb'),
    __metadata("design:type", Array)
], CareTaskRow.prototype, "helpers", void 0);
__decorate([
    Column('boolean'),
    __metadata("design:type", Boolean)
], CareTaskRow.prototype, "commercial", void 0);
__decorate([
    Column('timestamptz', { name: 'from_at', nullable: true }),
    __metadata("design:type", Object)
], CareTaskRow.prototype, "from", void 0);
__decorate([
    Column('timestamptz', { name: 'due_at' }),
    __metadata("design:type", Date)
], CareTaskRow.prototype, "dueAt", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], CareTaskRow.prototype, "status", void 0);
__decorate([
    Column('timestamptz', { name: 'completed_at', nullable: true }),
    __metadata("design:type", Object)
], CareTaskRow.prototype, "completedAt", void 0);
__decorate([
    Column('boolean'),
    __metadata("design:type", Boolean)
], CareTaskRow.prototype, "late", void 0);
CareTaskRow = __decorate([
    Entity({ name: 'care_task', synchronize: false })
], CareTaskRow);
export { CareTaskRow };
//# sourceMappingURL=care-task.entity.js.map