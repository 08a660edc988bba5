/** Password managers keep a password under a name; there is only one here. */
export function AccountName() {
  return <input type="text" autoComplete="username" value="Brique" readOnly hidden />;
}
