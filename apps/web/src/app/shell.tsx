import { Skeleton, Text } from '@mantine/core';
import {
  IconAdjustmentsHorizontal,
  IconArrowsExchange,
  IconArrowsSplit2,
  IconBox,
  IconHome,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { BrickMark } from '../components/ui/brick-mark.js';
import { useConflictCount } from '../features/conflicts/api/conflict-count.js';
import { settingsQueryOptions } from '../features/settings/api/settings.js';
import { ColorSchemeButton } from '../features/settings/components/color-scheme-button.js';
import { LanguageSwitch } from '../features/settings/components/language-switch.js';
import { useHolding, useRequests } from '../features/sync/api/peers.js';
import { Logo } from './logo.js';
import { NavLink } from './nav-link.js';
import classes from './shell.module.css';
import { StoppedBanner } from './stopped-banner.js';
import { useAfterFirstView } from './use-after-first-view.js';

// Toasts come after the first view.
const RequestNotice = lazy(() =>
  import('../features/sync/components/request-notice.js').then((module) => ({
    default: module.RequestNotice,
  })),
);

const HeldNotice = lazy(() =>
  import('../features/sync/components/held-notice.js').then((module) => ({ default: module.HeldNotice })),
);

/** The frame around every page: a rail on wide screens; a bar above and tabs below on narrow ones. */
export function Shell() {
  const { t } = useTranslation();
  const settings = useQuery(settingsQueryOptions()).data;
  const waiting = (useRequests()?.length ?? 0) + (useHolding()?.length ?? 0);
  const isViewed = useAfterFirstView();
  const conflicts = useConflictCount(isViewed) ?? 0;
  const isAtConflicts = useLocation({ select: ({ pathname }) => pathname === '/conflicts' });
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {t('shell.skip')}
      </a>
      <header className={`${classes.rail} brique-rail`}>
        <div className={classes.brand}>
          <Logo />
        </div>
        <nav className={classes.nav} aria-label={t('shell.navigation')}>
          <NavLink to="/" isExact icon={IconHome} name={t('shell.home')} />
          <NavLink to="/inventory" icon={IconBox} name={t('shell.inventory')} />
          {/* Only while there is something to decide, and for who is there. */}
          {(conflicts > 0 || isAtConflicts) && (
            <NavLink
              to="/conflicts"
              icon={IconArrowsSplit2}
              name={t('shell.conflicts')}
              waiting={{
                id: 'to-decide',
                count: conflicts,
                words: t('shell.toDecide', { count: conflicts }),
              }}
            />
          )}
          <NavLink
            to="/sync"
            icon={IconArrowsExchange}
            name={t('shell.sync')}
            waiting={{ id: 'waiting', count: waiting, words: t('shell.waiting', { count: waiting }) }}
          />
          <NavLink to="/settings" icon={IconAdjustmentsHorizontal} name={t('shell.settings')} />
        </nav>
        <div className={classes.controls}>
          <LanguageSwitch />
          <ColorSchemeButton />
        </div>
        <div className={classes.instance}>
          {settings ? (
            <>
              <BrickMark id={settings.instanceId} size={30} />
              <div className={classes.instanceText}>
                <span className={classes.instanceLabel}>{t('shell.instance')}</span>
                <Text component="span" fw={600} truncate data-testid="instance-name">
                  {settings.instanceName}
                </Text>
              </div>
            </>
          ) : (
            <Skeleton h={30} w={140} opacity={0.2} />
          )}
        </div>
      </header>
      <div className={classes.page}>
        <StoppedBanner />
        <main id="content" tabIndex={-1} className={classes.content}>
          <Outlet />
        </main>
      </div>
      <Suspense>
        {isViewed && (
          <>
            <RequestNotice />
            <HeldNotice />
          </>
        )}
      </Suspense>
    </div>
  );
}
