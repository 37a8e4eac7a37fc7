// The baseline of the command figure: a handler that does one INSERT and nothing else.
import fastify from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
await pool.query('CREATE TABLE bare (id uuid PRIMARY KEY, body jsonb NOT NULL)');
const server = fastify();
server.post('/', async (request, reply) => {
  await pool.query({ name: 'insert', text: 'INSERT INTO bare (id, body) VALUES ($1, $2)', values: [request.headers['idempotency-key'], JSON.stringify(request.body)] });
  return reply.code(201).send({ id: request.headers['idempotency-key'] });
});
process.send(await server.listen({ host: '127.0.0.1', port: 0 }));
process.once('disconnect', () => process.exit(0));
