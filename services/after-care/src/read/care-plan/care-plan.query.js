var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { CareProblemRegistered, CareProblemResolved, carePlanStream } from '@recourse/care-plan';
import { AggregateStore, EventCodec } from '@recourse/event-store';
import { ProblemError } from '@recourse/platform';
import { PolicyPacks } from '@recourse/policy';
import { CARE_PLAN, mayReadText } from '../../domain.js';
export class CarePlanQuery extends Query {
    caller;
    planId;
    language;
    constructor(caller, planId, language) {
        super();
        this.caller = caller;
        this.planId = planId;
        this.language = language;
    }
}
/** Folded from the plan's own stream, so that it shows a write at once; whoever is only a customer sees only their own. */
let CarePlanQueryHandler = class CarePlanQueryHandler {
    aggregates;
    codec;
    packs;
    decider;
    constructor(aggregates, codec, packs, decider) {
        this.aggregates = aggregates;
        this.codec = codec;
        this.packs = packs;
        this.decider = decider;
    }
    async execute({ caller, planId, language }) {
        const { state: plan, version, events } = await this.aggregates.load(this.decider, carePlanStream(caller.tenant, planId));
        if (!plan.started || (caller.isOnlyCustomer && plan.customer !== caller.identity.actor.id))
            throw new ProblemError('NotFound', { planId });
        const pack = this.packs.getCare(plan.pack.id, plan.pack.version);
        const guidance = pack.guidance.find(({ code }) => code === plan.guidance) ?? pack.defaultGuidance;
        const readsText = mayReadText(caller, plan.customer);
        const { orderId, project, treatmentCompletedAt, guidanceMissing, satisfaction, recommended } = plan;
        return {
            planId, customerId: plan.customer, ...(orderId ? { orderId } : {}), project, treatmentCompletedAt, pack: plan.pack,
            guidance: guidanceIn(language, guidance), guidanceMissing,
            tasks: Object.values(plan.tasks).map((task) => taskView(task, pack, language)),
            problems: await Promise.all(Object.keys(plan.problems).map((problemId) => this.problemView(plan, problemId, events, readsText))),
            ...(satisfaction === undefined ? {} : { satisfaction }),
            recommendations: recommendationsFor(project, pack, language),
            recommended, version,
        };
    }
    async problemView(plan, problemId, events, readsText) {
        const { severity, owner, dueAt, resolved, overdue } = plan.problems[problemId];
        const about = events.filter(({ data }) => data.problemId === problemId);
        const registered = about.find(({ type }) => type === CareProblemRegistered.type);
        const resolution = about.find((event) => event.type === CareProblemResolved.type);
        const said = registered && readsText ? await this.codec.open(registered) : undefined;
        return {
            problemId, severity, owner, dueAt, status: resolved ? 'resolved' : overdue ? 'overdue' : 'open',
            ...(said ? { description: String(said['description']) } : {}), textSealed: registered?.sealed !== undefined && !said,
            ...(resolution ? { remedy: resolution.data.remedy, ...(resolution.data.caseId ? { caseId: resolution.data.caseId } : {}) } : {}),
        };
    }
};
CarePlanQueryHandler = __decorate([
    QueryHandler(CarePlanQuery),
    __param(3, Inject(CARE_PLAN)),
    __metadata("design:paramtypes", [AggregateStore,
        EventCodec,
        PolicyPacks, Object])
], CarePlanQueryHandler);
export { CarePlanQueryHandler };
const statusOf = ({ done, overdue }) => (done ? 'done' : overdue ? 'overdue' : 'open');
const taskView = (task, pack, language) => {
    const { id, stage, owner, helpers, from, dueAt, commercial } = task;
    const title = pack.plan.tasks.find((definition) => definition.id === id).title[language];
    return { taskId: id, title, stage, owner, helpers: [...helpers], ...(from ? { from } : {}), dueAt, status: statusOf(task), commercial };
};
const recommendationsFor = (project, { plan }, language) => plan.recommendations.filter((row) => row.project === project).map(({ id, title }) => ({ recommendationId: id, title: title[language] }));
const guidanceIn = (language, { code, title, first24Hours, dietAndRest, forbidden, products }) => {
    const lines = (texts) => texts.map((text) => text[language]);
    return {
        code, title: title[language],
        first24Hours: lines(first24Hours), dietAndRest: lines(dietAndRest), forbidden: lines(forbidden), products: lines(products),
    };
};
//# sourceMappingURL=care-plan.query.js.map