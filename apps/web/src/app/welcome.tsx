import type { FirstStartStep, Settings } from '@brique/shared';
import { ProblemMessage } from '../components/ui/problem-message.js';
import { showToast } from '../components/ui/toast.js';
import { FirstStart } from '../features/first-start/components/first-start.js';
import { ItemsStep } from '../features/first-start/components/items-step.js';
import type { Step } from '../features/first-start/steps.js';
import { SampleButton } from '../features/samples/components/sample-button.js';
import { useSampleActions } from '../features/samples/components/use-sample-actions.js';
import { useUpdateSettings } from '../features/settings/api/settings.js';
import { FirstNameForm } from '../features/settings/components/first-name-form.js';
import { ConnectStep } from '../features/sync/components/connect-step.js';

interface WelcomeProps {
  step: Step;
  settings: Settings;
  /** How many items there are. */
  items: number;
  /** Sample items among them. */
  samples: number;
}

/** Joins the features that have a part in the first start. How far it came is kept on the server. */
export function Welcome({ step, settings, items, samples }: WelcomeProps) {
  const update = useUpdateSettings();
  const { load, isBusy } = useSampleActions();
  const go = (firstStart: FirstStartStep) =>
    update.mutate({ firstStart }, { onError: (error) => showToast(<ProblemMessage error={error} />, 'bad') });
  const { instanceId, instanceName, discoveryEnabled } = settings;
  return (
    <FirstStart
      step={step}
      onGo={go}
      onDone={() => go('done')}
      isBusy={update.isPending}
      contents={{
        name: <FirstNameForm name={instanceName} />,
        items: (
          <ItemsStep
            items={items}
            onLoadSamples={load}
            isLoading={isBusy}
            samples={samples > 0 && <SampleButton />}
          />
        ),
        connect: (
          <ConnectStep self={{ id: instanceId, name: instanceName }} discoveryEnabled={discoveryEnabled} />
        ),
      }}
    />
  );
}
