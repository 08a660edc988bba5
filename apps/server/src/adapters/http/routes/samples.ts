import type { SampleState, SamplesRemoved } from '@brique/shared';
import { Hono } from 'hono';
import type { Samples } from '../../../usecases/samples/samples.js';
import { readJsonBody } from '../body.js';
import { fields, invalidField } from '../fields.js';
import { choice, describe, json, object } from '../openapi/describe.js';

export function sampleRoutes(samples: Samples): Hono {
  const app = new Hono();

  app.get(
    '/',
    describe({
      summary: 'How many sample items are here as they were loaded',
      answers: { 200: json('SampleState') },
    }),
    async (c) => c.json((await samples.state()) satisfies SampleState),
  );

  app.post(
    '/',
    describe({
      summary: 'Loads a set of sample items',
      body: json(object({ language: choice('fr', 'en') })),
      answers: { 201: json('SampleState') },
      problems: ['conflict'],
    }),
    async (c) => {
      const { language } = fields(await readJsonBody(c), ['language']);
      if (language !== 'fr' && language !== 'en') {
        throw invalidField('language', 'unknown_language', 'Give "fr" or "en".');
      }
      return c.json((await samples.load(language)) satisfies SampleState, 201);
    },
  );

  app.delete(
    '/',
    describe({
      summary: 'Moves the sample items to the trash, but for those that somebody has changed',
      answers: { 200: json('SamplesRemoved') },
    }),
    async (c) => c.json((await samples.remove()) satisfies SamplesRemoved),
  );

  return app;
}
