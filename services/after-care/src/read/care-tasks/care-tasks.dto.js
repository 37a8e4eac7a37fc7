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
import { ROLES } from '@recourse/kernel';
import { IsTime, PageQuery } from '@recourse/platform';
import { CARE_TASK_STATUSES } from './care-task.projection.js';
export class CareTaskFilterDto extends PageQuery {
    owner;
    due_before;
    status;
    planId;
}
__decorate([
    ApiPropertyOptional({ enum: ROLES, description: 'Role that answers for the task' }),
    IsOptional(),
    IsIn(ROLES),
    __metadata("design:type", String)
], CareTaskFilterDto.prototype, "owner", void 0);
__decorate([
    ApiPropertyOptional({ description: 'ISO 8601 with zone' }),
    IsOptional(),
    IsTime(),
    __metadata("design:type", String)
], CareTaskFilterDto.prototype, "due_before", void 0);
__decorate([
    ApiPropertyOptional({ enum: CARE_TASK_STATUSES }),
    IsOptional(),
    IsIn(CARE_TASK_STATUSES),
    __metadata("design:type", String)
], CareTaskFilterDto.prototype, "status", void 0);
__decorate([
    ApiPropertyOptional(),
    IsOptional(),
    IsUUID(),
    __metadata("design:type", String)
], CareTaskFilterDto.prototype, "planId", void 0);
export class CareTaskItem {
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
}
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], CareTaskItem.prototype, "planId", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], CareTaskItem.prototype, "taskId", void 0);
__decorate([
    ApiProperty({ description: 'Pseudonym' }),
    __metadata("design:type", String)
], CareTaskItem.prototype, "customer", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], CareTaskItem.prototype, "project", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], CareTaskItem.prototype, "stage", void 0);
__decorate([
    ApiProperty({ description: 'The one role that answers for it' }),
    __metadata("design:type", String)
], CareTaskItem.prototype, "owner", void 0);
__decorate([
    ApiProperty({ type: [String], description: 'Roles that may carry it out too' }),
    __metadata("design:type", Array)
], CareTaskItem.prototype, "helpers", void 0);
__decorate([
    ApiProperty({ description: 'A recommendation: never owed, so never overdue' }),
    __metadata("design:type", Boolean)
], CareTaskItem.prototype, "commercial", void 0);
__decorate([
    ApiProperty({ type: Date, nullable: true, description: 'Not to be done before; null = at once' }),
    __metadata("design:type", Object)
], CareTaskItem.prototype, "from", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", Date)
], CareTaskItem.prototype, "dueAt", void 0);
__decorate([
    ApiProperty({ enum: CARE_TASK_STATUSES }),
    __metadata("design:type", String)
], CareTaskItem.prototype, "status", void 0);
__decorate([
    ApiProperty({ type: Date, nullable: true }),
    __metadata("design:type", Object)
], CareTaskItem.prototype, "completedAt", void 0);
__decorate([
    ApiProperty({ description: 'Done after its due time' }),
    __metadata("design:type", Boolean)
], CareTaskItem.prototype, "late", void 0);
export class CareTaskPage {
    items;
    next;
}
__decorate([
    ApiProperty({ type: [CareTaskItem] }),
    __metadata("design:type", Array)
], CareTaskPage.prototype, "items", void 0);
__decorate([
    ApiProperty({ type: String, nullable: true }),
    __metadata("design:type", Object)
], CareTaskPage.prototype, "next", void 0);
//# sourceMappingURL=care-tasks.dto.js.map