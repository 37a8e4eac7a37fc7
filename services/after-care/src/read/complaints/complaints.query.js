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
import { Query, QueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { ConsumerHost, readPage } from '@recourse/platform';
import { ComplaintRow } from './complaint.entity.js';
import { complaintProjection } from './complaint.projection.js';
export class ComplaintsQuery extends Query {
    caller;
    filter;
    constructor(caller, filter) {
        super();
        this.caller = caller;
        this.filter = filter;
    }
}
/** Newest first; whoever is only a customer sees only their own. */
let ComplaintsQueryHandler = class ComplaintsQueryHandler {
    rows;
    host;
    constructor(rows, host) {
        this.rows = rows;
        this.host = host;
    }
    async execute({ caller, filter }) {
        await this.host.seen(complaintProjection.name, filter.min_position);
        const select = this.rows.createQueryBuilder('complaint').where('complaint.tenant = :tenant', { tenant: caller.tenant });
        if (caller.isOnlyCustomer)
            select.andWhere('complaint.customer = :customer', { customer: caller.identity.actor.id });
        for (const name of ['status', 'caseId'])
            if (filter[name])
                select.andWhere(`complaint.${name} = :${name}`, { [name]: filter[name] });
        const { items, next } = await readPage(select, ['openedAt', 'complaintId'], filter, 'DESC');
        return { items: items.map(itemOf), next };
    }
};
ComplaintsQueryHandler = __decorate([
    QueryHandler(ComplaintsQuery),
    __param(0, InjectRepository(ComplaintRow)),
    __metadata("design:paramtypes", [Repository, ConsumerHost])
], ComplaintsQueryHandler);
export { ComplaintsQueryHandler };
const itemOf = ({ tenant: _tenant, ...item }) => item;
//# sourceMappingURL=complaints.query.js.map