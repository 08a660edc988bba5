// Shows the language that the page last spoke, and loads the page again as soon as the server answers.
(() => {
  let stored = null;
  try {
    stored = localStorage.getItem('brique-language');
  } catch {
    // Storage can be switched off; the browser's languages then count.
  }
  const wanted = [stored, ...navigator.languages].map((tag) => tag?.slice(0, 2).toLowerCase());
  const language = wanted.find((tag) => tag === 'fr' || tag === 'en') ?? 'en';
  document.documentElement.lang = language;
  for (const section of document.querySelectorAll('section')) section.hidden = section.lang !== language;

  const reload = () => location.reload();
  for (const button of document.querySelectorAll('button')) button.addEventListener('click', reload);

  // The browser itself goes on trying this stream; only after an answer that is none does it give up.
  const RETRY_MS = 2000;
  const listen = () => {
    const events = new EventSource('/api/v1/events');
    events.onopen = reload;
    events.onerror = () => {
      if (events.readyState === EventSource.CLOSED) setTimeout(listen, RETRY_MS);
    };
  };
  listen();
})();
