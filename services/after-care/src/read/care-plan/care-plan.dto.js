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
import { CARE_TASK_STATUSES } from '../care-tasks/care-task.projection.js';
export class GuidanceView {
    code;
    title;
    first24Hours;
    dietAndRest;
    forbidden;
    products;
}
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], GuidanceView.prototype, "code", void 0);
__decorate([
    ApiProperty({ example: '光子嫩肤' }),
    __metadata("design:type", String)
], GuidanceView.prototype, "title", void 0);
__decorate([
    ApiProperty({ type: [String] }),
    __metadata("design:type", Array)
], GuidanceView.prototype, "first24Hours", void 0);
__decorate([
    ApiProperty({ type: [String] }),
    __metadata("design:type", Array)
], GuidanceView.prototype, "dietAndRest", void 0);
__decorate([
    ApiProperty({ type: [String] }),
    __metadata("design:type", Array)
], GuidanceView.prototype, "forbidden", void 0);
__decorate([
    ApiProperty({ type: [String], description: 'Kept apart from medical advice' }),
    __metadata("design:type", Array)
], GuidanceView.prototype, "products", void 0);
export class PlanTaskView {
    taskId;
    title;
    stage;
    owner;
    helpers;
    from;
    dueAt;
    status;
    commercial;
}
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], PlanTaskView.prototype, "taskId", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], PlanTaskView.prototype, "title", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], PlanTaskView.prototype, "stage", void 0);
__decorate([
    ApiProperty({ description: 'The one role that answers for it' }),
    __metadata("design:type", String)
], PlanTaskView.prototype, "owner", void 0);
__decorate([
    ApiProperty({ type: [String] }),
    __metadata("design:type", Array)
], PlanTaskView.prototype, "helpers", void 0);
__decorate([
    ApiProperty({ required: false, description: 'Not to be done before; absent = at once' }),
    __metadata("design:type", String)
], PlanTaskView.prototype, "from", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], PlanTaskView.prototype, "dueAt", void 0);
__decorate([
    ApiProperty({ enum: CARE_TASK_STATUSES }),
    __metadata("design:type", String)
], PlanTaskView.prototype, "status", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", Boolean)
], PlanTaskView.prototype, "commercial", void 0);
export class PlanProblemView {
    problemId;
    severity;
    owner;
    dueAt;
    status;
    description;
    textSealed;
    remedy;
    caseId;
}
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], PlanProblemView.prototype, "problemId", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], PlanProblemView.prototype, "severity", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], PlanProblemView.prototype, "owner", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], PlanProblemView.prototype, "dueAt", void 0);
__decorate([
    ApiProperty({ enum: ['open', 'overdue', 'resolved'] }),
    __metadata("design:type", String)
], PlanProblemView.prototype, "status", void 0);
__decorate([
    ApiProperty({ required: false, description: 'What was said of it; absent when that is nothing or sealed' }),
    __metadata("design:type", String)
], PlanProblemView.prototype, "description", void 0);
__decorate([
    ApiProperty({ description: 'Something was said that is not shown: to this reader\'s roles, or to anybody since the customer was erased' }),
    __metadata("design:type", Boolean)
], PlanProblemView.prototype, "textSealed", void 0);
__decorate([
    ApiProperty({ required: false }),
    __metadata("design:type", String)
], PlanProblemView.prototype, "remedy", void 0);
__decorate([
    ApiProperty({ required: false, description: 'The refund case of a REFUND' }),
    __metadata("design:type", String)
], PlanProblemView.prototype, "caseId", void 0);
export class RecommendationView {
    recommendationId;
    title;
}
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], RecommendationView.prototype, "recommendationId", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], RecommendationView.prototype, "title", void 0);
export class CarePlanView {
    planId;
    customerId;
    orderId;
    project;
    treatmentCompletedAt;
    pack;
    guidance;
    guidanceMissing;
    tasks;
    problems;
    satisfaction;
    recommendations;
    recommended;
    version;
}
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], CarePlanView.prototype, "planId", void 0);
__decorate([
    ApiProperty({ description: 'Pseudonym' }),
    __metadata("design:type", String)
], CarePlanView.prototype, "customerId", void 0);
__decorate([
    ApiProperty({ required: false }),
    __metadata("design:type", String)
], CarePlanView.prototype, "orderId", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], CarePlanView.prototype, "project", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], CarePlanView.prototype, "treatmentCompletedAt", void 0);
__decorate([
    ApiProperty({ description: 'Care pack in force at the treatment; the plan keeps it' }),
    __metadata("design:type", Object)
], CarePlanView.prototype, "pack", void 0);
__decorate([
    ApiProperty({ type: GuidanceView }),
    __metadata("design:type", GuidanceView)
], CarePlanView.prototype, "guidance", void 0);
__decorate([
    ApiProperty({ description: 'True when the pack has no guidance for the project: a person adds what is missing' }),
    __metadata("design:type", Boolean)
], CarePlanView.prototype, "guidanceMissing", void 0);
__decorate([
    ApiProperty({ type: [PlanTaskView] }),
    __metadata("design:type", Array)
], CarePlanView.prototype, "tasks", void 0);
__decorate([
    ApiProperty({ type: [PlanProblemView] }),
    __metadata("design:type", Array)
], CarePlanView.prototype, "problems", void 0);
__decorate([
    ApiProperty({ required: false, description: 'The latest score of the survey, 1–5' }),
    __metadata("design:type", Number)
], CarePlanView.prototype, "satisfaction", void 0);
__decorate([
    ApiProperty({ type: [RecommendationView], description: 'What the pack offers for the project; made only with consent, and once' }),
    __metadata("design:type", Array)
], CarePlanView.prototype, "recommendations", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", Boolean)
], CarePlanView.prototype, "recommended", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", Number)
], CarePlanView.prototype, "version", void 0);
//# sourceMappingURL=care-plan.dto.js.map