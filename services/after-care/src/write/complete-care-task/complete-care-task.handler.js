var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Command, CommandHandler } from '@nestjs/cqrs';
import { CarePlans } from '../../domain.js';
export class CompleteCareTaskCommand extends Command {
    caller;
    planId;
    taskId;
    body;
    constructor(caller, planId, taskId, body) {
        super();
        this.caller = caller;
        this.planId = planId;
        this.taskId = taskId;
        this.body = body;
    }
}
let CompleteCareTaskHandler = class CompleteCareTaskHandler {
    plans;
    constructor(plans) {
        this.plans = plans;
    }
    async execute({ caller, planId, taskId, body: { note, score } }) {
        const personal = await this.plans.personal(caller, planId, { note });
        return this.plans.send(caller, planId, {
            type: 'CompleteCareTask', taskId, facts: await this.plans.trainingOf(caller), ...(score === undefined ? {} : { score }), ...personal,
        });
    }
};
CompleteCareTaskHandler = __decorate([
    CommandHandler(CompleteCareTaskCommand),
    __metadata("design:paramtypes", [CarePlans])
], CompleteCareTaskHandler);
export { CompleteCareTaskHandler };
//# sourceMappingURL=complete-care-task.handler.js.map