var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Query, QueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { complaintDecider, complaintStream } from '@recourse/care-plan';
import { AggregateStore, EventCodec } from '@recourse/event-store';
import { ProblemError } from '@recourse/platform';
import { mayReadText } from '../../domain.js';
export class ComplaintEntry {
    at;
    type;
    text;
    textSealed;
}
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], ComplaintEntry.prototype, "at", void 0);
__decorate([
    ApiProperty({ enum: ['ComplaintOpened', 'ComplaintAnswered', 'ComplaintClosed'] }),
    __metadata("design:type", String)
], ComplaintEntry.prototype, "type", void 0);
__decorate([
    ApiProperty({ required: false, description: 'Absent when nothing was said or it is sealed' }),
    __metadata("design:type", String)
], ComplaintEntry.prototype, "text", void 0);
__decorate([
    ApiProperty({ description: 'Something was said that is not shown: to this reader\'s roles, or to anybody since the customer was erased' }),
    __metadata("design:type", Boolean)
], ComplaintEntry.prototype, "textSealed", void 0);
export class ComplaintView {
    complaintId;
    customerId;
    caseId;
    phase;
    entries;
    version;
}
__decorate([
    ApiProperty(),
    __metadata("design:type", String)
], ComplaintView.prototype, "complaintId", void 0);
__decorate([
    ApiProperty({ description: 'Pseudonym' }),
    __metadata("design:type", String)
], ComplaintView.prototype, "customerId", void 0);
__decorate([
    ApiProperty({ required: false }),
    __metadata("design:type", String)
], ComplaintView.prototype, "caseId", void 0);
__decorate([
    ApiProperty({ enum: ['open', 'closed'] }),
    __metadata("design:type", String)
], ComplaintView.prototype, "phase", void 0);
__decorate([
    ApiProperty({ type: [ComplaintEntry] }),
    __metadata("design:type", Array)
], ComplaintView.prototype, "entries", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", Number)
], ComplaintView.prototype, "version", void 0);
export class ComplaintQuery extends Query {
    caller;
    complaintId;
    constructor(caller, complaintId) {
        super();
        this.caller = caller;
        this.complaintId = complaintId;
    }
}
/** A complaint with its words, opened for whoever may answer it and for its customer. */
let ComplaintQueryHandler = class ComplaintQueryHandler {
    aggregates;
    codec;
    constructor(aggregates, codec) {
        this.aggregates = aggregates;
        this.codec = codec;
    }
    async execute({ caller, complaintId }) {
        const { state, version, events } = await this.aggregates.load(complaintDecider, complaintStream(caller.tenant, complaintId));
        if (state.phase === 'unopened')
            throw new ProblemError('NotFound', { complaintId });
        const { customer, caseId, phase } = state;
        if (caller.isOnlyCustomer && customer !== caller.identity.actor.id)
            throw new ProblemError('NotFound', { complaintId });
        const readsText = mayReadText(caller, customer);
        const entries = await Promise.all(events.map((event) => this.entryOf(event, readsText)));
        return { complaintId, customerId: customer, ...(caseId ? { caseId } : {}), phase, entries, version };
    }
    async entryOf(event, readsText) {
        const said = readsText ? await this.codec.open(event) : undefined;
        return { at: event.metadata.recordedAt, type: event.type, ...(said ? { text: String(said['text']) } : {}), textSealed: event.sealed !== undefined && !said };
    }
};
ComplaintQueryHandler = __decorate([
    QueryHandler(ComplaintQuery),
    __metadata("design:paramtypes", [AggregateStore, EventCodec])
], ComplaintQueryHandler);
export { ComplaintQueryHandler };
//# sourceMappingURL=complaint.query.js.map