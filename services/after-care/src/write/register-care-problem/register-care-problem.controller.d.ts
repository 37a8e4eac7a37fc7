import { CommandBus } from '@nestjs/cqrs';
import { type Caller } from '@recourse/platform';
import { RegisterCareProblemAnswer, RegisterCareProblemDto } from './register-care-problem.dto.js';
export declare class RegisterCareProblemController {
    private readonly commands;
    constructor(commands: CommandBus);
    register(caller: Caller, planId: string, body: RegisterCareProblemDto): Promise<RegisterCareProblemAnswer>;
}
