import { CommandBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { CommandAnswer } from '@recourse/platform';
import { SurveyLinks } from '../../domain.js';
import { AnswerSurveyDto } from './answer-survey.dto.js';
export declare class AnswerSurveyController {
    private readonly commands;
    private readonly links;
    constructor(commands: CommandBus, links: SurveyLinks);
    answer(token: string, body: AnswerSurveyDto, request: FastifyRequest): Promise<CommandAnswer>;
}
