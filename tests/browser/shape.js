/* What a page is made of, without its words: elements, the attributes that give them a look or a role, whether there
   are words in them. Rows alike are one or several. axe judges little else, but for contrasts that come with classes. */
() => {
  const TOLD = ["class", "role", "type", "alt", "aria-current", "aria-expanded", "aria-hidden", "aria-invalid", "aria-sort"];
  const shape = (element) => {
    const marks = [...element.attributes].map(({ name, value }) => {
      if (TOLD.includes(name)) return `${name}=${value}`;
      return value.trim() ? name : `${name}=`;
    });
    const inside = new Map();
    for (const node of element.childNodes) {
      let part = "";
      if (node.nodeType === Node.TEXT_NODE) part = node.data.trim() ? "words" : "";
      else if (node.nodeType === Node.ELEMENT_NODE) part = shape(node);
      inside.set(part, inside.has(part) ? "+" : "");
    }
    return `${element.localName}[${marks.sort().join(" ")}](${[...inside].flat().join("")})`;
  };
  return shape(document.documentElement);
}
