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
import { Complaints } from '../../domain.js';
export class CloseComplaintCommand extends Command {
    caller;
    complaintId;
    body;
    constructor(caller, complaintId, body) {
        super();
        this.caller = caller;
        this.complaintId = complaintId;
        this.body = body;
    }
}
let CloseComplaintHandler = class CloseComplaintHandler {
    complaints;
    constructor(complaints) {
        this.complaints = complaints;
    }
    execute({ caller, complaintId, body: { outcome } }) {
        return this.complaints.send(caller, complaintId, { type: 'CloseComplaint', outcome });
    }
};
CloseComplaintHandler = __decorate([
    CommandHandler(CloseComplaintCommand),
    __metadata("design:paramtypes", [Complaints])
], CloseComplaintHandler);
export { CloseComplaintHandler };
//# sourceMappingURL=close-complaint.handler.js.map