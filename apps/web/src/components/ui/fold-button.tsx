import { Button } from '@mantine/core';

interface FoldButtonProps {
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
  /** What a press does while something is left out. */
  more: string;
  /** … and while all of it is shown. */
  less: string;
}

/** Below a text that is shown in part: shows all of it, and folds it again. */
export function FoldButton({ isOpen, onToggle, more, less }: FoldButtonProps) {
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      // Its words begin where the text does.
      ml={-8}
      aria-expanded={isOpen}
      onClick={() => onToggle(!isOpen)}
    >
      {isOpen ? less : more}
    </Button>
  );
}
