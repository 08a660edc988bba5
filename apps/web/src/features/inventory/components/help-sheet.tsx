import { Kbd, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './help-sheet.module.css';
import { useFocusBack } from './use-focus-back.js';

const IS_MAC = /Mac|iP(hone|ad)/.test(navigator.userAgent);

/** The keys of the page. */
export function HelpSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const command = IS_MAC ? '⌘' : t('inventory.help.ctrl');
  const keys: readonly (readonly [keys: readonly string[], does: string])[] = [
    [['/'], t('inventory.help.search')],
    [['n'], t('inventory.help.new')],
    [['↑', '↓'], t('inventory.help.move')],
    [[t('inventory.help.enter')], t('inventory.help.open')],
    [['←', '→'], t('inventory.help.step')],
    [[t('inventory.help.space'), 'x'], t('inventory.help.select')],
    [[`${t('inventory.help.shift')} + ${t('inventory.help.space')}`], t('inventory.help.range')],
    [[`${command} + A`], t('inventory.help.all')],
    [[t('inventory.help.del')], t('inventory.help.delete')],
    [[`${command} + Z`], t('inventory.help.undo')],
    [[t('inventory.help.esc')], t('inventory.help.escape')],
    [['?'], t('inventory.help.help')],
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('inventory.help.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <dl className={classes.keys}>
        {keys.map(([names, does]) => (
          <div key={does}>
            <dt>
              {names.map((name) => (
                <Kbd key={name}>{name}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
