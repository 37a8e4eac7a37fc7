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
export class RegisterCareProblemCommand extends Command {
    caller;
    planId;
    problemId;
    body;
    constructor(caller, planId, problemId, body) {
        super();
        this.caller = caller;
        this.planId = planId;
        this.problemId = problemId;
        this.body = body;
    }
}
let RegisterCareProblemHandler = class RegisterCareProblemHandler {
    plans;
    constructor(plans) {
        this.plans = plans;
    }
    async execute({ caller, planId, problemId, body: { severity, description } }) {
        const personal = await this.plans.personal(caller, planId, { description });
        return this.plans.send(caller, planId, { type: 'RegisterCareProblem', problemId, severity, ...personal });
    }
};
RegisterCareProblemHandler = __decorate([
    CommandHandler(RegisterCareProblemCommand),
    __metadata("design:paramtypes", [CarePlans])
], RegisterCareProblemHandler);
export { RegisterCareProblemHandler };
//# sourceMappingURL=register-care-problem.handler.js.map