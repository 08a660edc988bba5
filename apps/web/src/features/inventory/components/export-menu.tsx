import type { ItemFilter } from '@brique/shared';
import { Button, Menu } from '@mantine/core';
import { IconFileExport, IconJson, IconPrinter, IconQrcode, IconTable } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { showToast } from '../../../components/ui/toast.js';
import { downloadItems, type ExportFormat, exportUrl } from '../api/export-items.js';

interface ExportMenuProps {
  what: { filter: ItemFilter } | { ids: readonly string[] };
  /** How many items that is; undefined until known. */
  count: number | undefined;
}

/** Downloads of the items on the list, or of those selected; the server names the files. */
export function ExportMenu({ what, count }: ExportMenuProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const formats = [
    { format: 'csv', label: t('inventory.exportCsv'), Icon: IconTable },
    { format: 'json', label: t('inventory.exportJson'), Icon: IconJson },
  ] as const;
  const isTrash = 'filter' in what && what.filter.deleted === true;
  const whichAndHowMany = (items: number) => {
    if (!('filter' in what)) return t('inventory.exportSelected', { count: items });
    const { deleted, ...narrowing } = what.filter;
    if (Object.keys(narrowing).length > 0) return t('inventory.exportShown', { count: items });
    return t(deleted ? 'inventory.exportTrash' : 'inventory.exportAll', { count: items });
  };
  const printLabels = () =>
    void navigate(
      'filter' in what
        ? // The page reads the list's filter and order from the address, as the list does.
          { to: '/labels', search: (list) => ({ ...list, list: true as const }) }
        : { to: '/labels', state: { labelIds: [...what.ids] } },
    );
  const printList = () =>
    void navigate(
      'filter' in what
        ? { to: '/print', search: (list) => list }
        : { to: '/print', state: { printIds: [...what.ids] } },
    );
  const download = (format: ExportFormat, ids: readonly string[]) =>
    void downloadItems(format, ids).catch((error: unknown) =>
      showToast(<ProblemMessage error={error} />, 'bad'),
    );
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" leftSection={<IconFileExport size={18} aria-hidden />}>
          {t('inventory.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {count !== undefined && <Menu.Label>{whichAndHowMany(count)}</Menu.Label>}
        {formats.map(({ format, label, Icon }) =>
          'filter' in what ? (
            <Menu.Item
              key={format}
              component="a"
              href={exportUrl(format, what.filter)}
              download
              leftSection={<Icon size={18} aria-hidden />}
            >
              {label}
            </Menu.Item>
          ) : (
            <Menu.Item
              key={format}
              leftSection={<Icon size={18} aria-hidden />}
              onClick={() => download(format, what.ids)}
            >
              {label}
            </Menu.Item>
          ),
        )}
        <Menu.Divider />
        <Menu.Item onClick={printList} leftSection={<IconPrinter size={18} aria-hidden />}>
          {t('print.menu')}
        </Menu.Item>
        {!isTrash && (
          <Menu.Item onClick={printLabels} leftSection={<IconQrcode size={18} aria-hidden />}>
            {t('labels.menu')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
