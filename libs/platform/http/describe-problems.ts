import type { OpenAPIObject } from '@nestjs/swagger'

const texts = { type: 'object', required: ['en', 'zh-CN'], properties: { en: { type: 'string' }, 'zh-CN': { type: 'string' } } }

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457 problem details; refusals add what helps to understand them, such as `rest_minor`',
  required: ['type', 'status', 'code', 'title', 'titles'],
  properties: {
    type: { type: 'string', example: 'urn:recourse:problem:InvalidRequest' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable: decide by this', example: 'InvalidRequest' },
    title: { type: 'string', description: 'In the language of Accept-Language: en or zh-CN' },
    titles: texts,
    detail: { type: 'string' },
    errors: {
      type: 'array', description: 'Fields that are wrong',
      items: { type: 'object', properties: { pointer: { type: 'string', example: '/amount_minor' }, messages: { type: 'array', items: { type: 'string' } } } },
    },
    instance: { type: 'string' },
    correlationId: { type: 'string', description: 'Finds the request in the logs' },
  },
}

/** Every operation may answer with a problem: said once, for all of them. */
export const describeProblems = (document: OpenAPIObject): OpenAPIObject => {
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: PROBLEM } }
  for (const operation of Object.values(document.paths).flatMap((methods) => Object.values(methods) as { responses: Record<string, unknown> }[])) {
    operation.responses['default'] = { description: 'A problem', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }
  }
  return document
}
