/* What one presses that is smaller than a finger, on the page as it is drawn. A link within a sentence follows the
   sentence; a box or a radio is pressed by its label too; what is not seen is not pressed. */
(least) => {
  const words = (node) => node.textContent.replace(/[\s.,;:()\u00a0]+/g, "");
  const within = (link) => {
    const block = link.closest("p, li, dd, td, th, summary, small, div, h1, h2, h3");
    return Boolean(block) && words(block).length > words(link).length + 3 && getComputedStyle(link).display === "inline";
  };
  const box = (control) => {
    const own = control.getBoundingClientRect();
    const labels = [...(control.labels || [])].map((label) => label.getBoundingClientRect());
    const tick = control.type === "checkbox" || control.type === "radio" || control.type === "file";
    return tick && labels.length ? { width: Math.max(own.width, ...labels.map((one) => one.width)),
      height: Math.max(own.height, ...labels.map((one) => one.height)) } : own;
  };
  const small = [];
  for (const control of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    const style = getComputedStyle(control);
    if (control.type === "hidden" || !control.getClientRects().length || style.visibility === "hidden") continue;
    if (control.matches(".rv-saut") || control.closest(".visually-hidden, [aria-hidden=true], svg")) continue;
    if (control.localName === "a" && within(control)) continue;
    const { width, height } = box(control);
    if (height < least - 0.5 || width < 24) {
      small.push(`${Math.round(width)}x${Math.round(height)} ${control.outerHTML.replace(/\s+/g, " ").slice(0, 140)}`);
    }
  }
  return small;
}
