import type { ImportPreview } from '@brique/shared';
import { Box, Text } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './import.module.css';

/** The first rows as the file holds them, so that people see what the column names mean. */
export function ImportPreviewTable({ preview }: { preview: ImportPreview }) {
  const { t } = useTranslation();
  const title = useId();
  // Names and rows of a file may repeat, so their places tell them apart; the preview never reorders them.
  const columns = preview.columns.map((name, at) => ({ key: `column ${at}`, name, at }));
  const rows = preview.rows.map((cells, at) => ({ key: `row ${at}`, cells }));
  return (
    <div>
      <Text fw={600} id={title} mb={4}>
        {t('import.preview')}
      </Text>
      {/* Wide files scroll sideways, also by keyboard. */}
      <Box component="section" className={classes.scroll ?? ''} aria-labelledby={title} tabIndex={0}>
        <table className={classes.preview}>
          <thead>
            <tr>
              {columns.map(({ key, name }) => (
                <th key={key} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                {columns.map(({ key, at }) => (
                  <td key={key}>{row.cells[at]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
    </div>
  );
}
