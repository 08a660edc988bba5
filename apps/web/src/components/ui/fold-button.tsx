import { Button } from '@mantine/core';

interface FoldButtonProps {
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
  /** What a press does while something is left out. */
  more: string;
  /** The same as it is read aloud, where several stand on a page. */
  moreName?: string;
  /** … and while all of it is shown. */
  less: string;
}

/** Below what is shown in part: shows all of it, and folds it again. */
export function FoldButton({ isOpen, onToggle, more, moreName = more, less }: FoldButtonProps) {
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      // Its words begin where the text does.
      ml={-8}
      aria-expanded={isOpen}
      aria-label={isOpen ? less : moreName}
      onClick={() => onToggle(!isOpen)}
    >
      {isOpen ? less : more}
    </Button>
  );
}
