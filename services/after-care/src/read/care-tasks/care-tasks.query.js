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
import { toInstant } from '@recourse/kernel';
import { ConsumerHost, readPage } from '@recourse/platform';
import { CareTaskRow } from './care-task.entity.js';
import { careTaskProjection } from './care-task.projection.js';
export class CareTasksQuery extends Query {
    tenant;
    filter;
    constructor(tenant, filter) {
        super();
        this.tenant = tenant;
        this.filter = filter;
    }
}
/** What is due first comes first. */
let CareTasksQueryHandler = class CareTasksQueryHandler {
    rows;
    host;
    constructor(rows, host) {
        this.rows = rows;
        this.host = host;
    }
    async execute({ tenant, filter }) {
        await this.host.seen(careTaskProjection.name, filter.min_position);
        const select = this.rows.createQueryBuilder('task').where('task.tenant = :tenant', { tenant });
        for (const name of ['owner', 'status', 'planId'])
            if (filter[name])
                select.andWhere(`task.${name} = :${name}`, { [name]: filter[name] });
        if (filter.due_before)
            select.andWhere('task.dueAt < :before', { before: toInstant(filter.due_before) });
        const { items, next } = await readPage(select, ['dueAt', 'planId', 'taskId'], filter);
        return { items: items.map(itemOf), next };
    }
};
CareTasksQueryHandler = __decorate([
    QueryHandler(CareTasksQuery),
    __param(0, InjectRepository(CareTaskRow)),
    __metadata("design:paramtypes", [Repository, ConsumerHost])
], CareTasksQueryHandler);
export { CareTasksQueryHandler };
const itemOf = ({ tenant: _tenant, ...item }) => item;
//# sourceMappingURL=care-tasks.query.js.map