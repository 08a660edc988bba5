import { Button, Menu } from '@mantine/core';
import { IconFileExport, IconJson, IconTable } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { apiUrl } from '../../../lib/api-client.js';

/** Downloads of the whole inventory; the server names the files. */
export function ExportMenu() {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" leftSection={<IconFileExport size={18} aria-hidden />}>
          {t('inventory.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={apiUrl('/items/export', { format: 'csv' })}
          download
          leftSection={<IconTable size={18} aria-hidden />}
        >
          {t('inventory.exportCsv')}
        </Menu.Item>
        <Menu.Item
          component="a"
          href={apiUrl('/items/export', { format: 'json' })}
          download
          leftSection={<IconJson size={18} aria-hidden />}
        >
          {t('inventory.exportJson')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
