import { Hono } from 'hono';
import type { Doctor } from '../../../usecases/doctor/doctor.js';
import { describe, json } from '../openapi/describe.js';
import { onError } from '../problem.js';
import { answerWithProgress, PROGRESS_DETAILS, withProgress } from '../progress-stream.js';

export function doctorRoutes(doctor: Doctor, log: (message: string, error: unknown) => void): Hono {
  const app = new Hono();
  const toProblem = onError(log);

  app.post(
    '/',
    describe({
      summary: 'Looks why other instances are not found or not reached',
      details: `Takes up to 10 s and changes nothing. ${PROGRESS_DETAILS}`,
      answers: { 200: withProgress(json('DoctorReport')) },
    }),
    (c) =>
      answerWithProgress(
        c,
        async (report, signal) => c.json(await doctor.examine(report, signal)),
        (error) => toProblem(error, c),
      ),
  );

  return app;
}
